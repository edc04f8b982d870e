import { Link } from "@tanstack/react-router";
import { Empty } from "../../parts/empty.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useProject, useProjects } from "../../project/use-project.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";
import { WebhookForm } from "./webhook-form.tsx";

/** A webhook that is not saved yet. */
export function NewWebhook() {
  const t = useTexts(texts);
  const project = useProject();
  const { isPending } = useProjects();
  return (
    <Screen title={t.newTitle} crumb={<Link to="/webhooks">{t.crumb}</Link>}>
      {project && <WebhookForm key={project.id} projectId={project.id} webhook={null} />}
      {project === null && (isPending ? <Skeleton /> : <Empty text={t.newTitle} />)}
    </Screen>
  );
}
