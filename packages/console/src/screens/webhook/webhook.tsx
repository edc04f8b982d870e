import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { readWebhook } from "./calls.ts";
import { texts } from "./texts.ts";
import { WebhookActions } from "./webhook-actions.tsx";
import { WebhookForm } from "./webhook-form.tsx";

const route = getRouteApi("/frame/webhooks/$webhookId");

/** The settings of a webhook, with what else can be done with it. */
export function Webhook() {
  const t = useTexts(texts);
  const { webhookId } = route.useParams();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["webhook", webhookId],
    queryFn: ({ signal }) => readWebhook(webhookId, signal),
  });
  const crumb = (
    <>
      <Link to="/webhooks">{t.crumb}</Link> / {data?.name ?? <code>{webhookId}</code>}
    </>
  );
  return (
    <Screen
      title={data ? t.title(data.name) : webhookId}
      crumb={crumb}
      actions={data && <WebhookActions webhook={data} />}
    >
      {isPending && <Skeleton />}
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {data && <WebhookForm key={data.id} projectId={data.projectId} webhook={data} />}
    </Screen>
  );
}
