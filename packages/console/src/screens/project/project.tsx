import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../parts/button.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Note } from "../../parts/note.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Screen } from "../../parts/screen.tsx";
import { ShownOnce } from "../../parts/shown-once.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useMay } from "../../people/use-may.ts";
import { projectsKey, useChooseProject, useProject, useProjects } from "../../project/use-project.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { Addresses } from "./addresses.tsx";
import { ApplicantPage } from "./applicant-page.tsx";
import { ArchiveButton } from "./archive-button.tsx";
import { Keys } from "./keys.tsx";
import { NewProject } from "./new-project.tsx";
import { Secrets } from "./secrets.tsx";
import { Settings } from "./settings.tsx";
import { texts } from "./texts.ts";

/** A project's addresses, settings, secrets and keys; new projects are made here. */
export function Project() {
  const t = useTexts(texts);
  const project = useProject();
  const { isPending, error, refetch } = useProjects();
  const cache = useQueryClient();
  const choose = useChooseProject();
  const may = useMay();
  const [creating, setCreating] = useState(false);
  const [shown, setShown] = useState<readonly (readonly [string, string | null])[]>([]);
  return (
    <Screen
      title={t.title}
      actions={
        <>
          {project && may("projects.change") && <ArchiveButton project={project} />}
          {may("projects.create") && <Button onClick={() => setCreating(true)}>{t.create}</Button>}
        </>
      }
    >
      {isPending && <Skeleton />}
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {!isPending && project === null && (
        <Empty text={may("projects.create") ? `${t.none} ${t.createHint}` : t.noneForYou}>
          {may("projects.create") && (
            <Button look="primary" onClick={() => setCreating(true)}>
              {t.create}
            </Button>
          )}
        </Empty>
      )}
      {project?.status === "archived" && <Note look="warn">{t.archived}</Note>}
      {project && (
        <>
          {may("addresses.read") && <Addresses key={`addresses-${project.id}`} project={project} />}
          <Settings key={`settings-${project.id}`} project={project} />
          <ApplicantPage key={`page-${project.id}`} project={project} />
          {may("secrets.rotate") && <Secrets project={project} onShow={setShown} />}
          {may("api_keys.manage") && <Keys project={project} onShow={setShown} />}
        </>
      )}
      {creating && (
        <NewProject
          onClose={() => setCreating(false)}
          onCreated={async ({ id, secret, apiKey, webhookSecret }) => {
            setCreating(false);
            setShown([
              [t.secret.secret, secret],
              [t.keys, apiKey],
              [t.secret.webhook_secret, webhookSecret],
            ]);
            await cache.invalidateQueries({ queryKey: projectsKey });
            choose(id);
          }}
        />
      )}
      {shown.length > 0 && (
        <ShownOnce
          title={t.once}
          hint={t.onceHint}
          done={t.done}
          values={shown}
          onDone={() => setShown([])}
        />
      )}
    </Screen>
  );
}
