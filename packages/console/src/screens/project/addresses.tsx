import type { ConfigKey, ProjectConfig, ProjectView } from "@countersign/wire";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get } from "../../api/call.ts";
import { ApiError } from "../../api/problem.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Field } from "../../parts/field.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { Editable } from "../../people/editable.tsx";
import { useMay } from "../../people/use-may.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";
import { useProjectChange } from "./use-project-change.ts";

const keys = [
  "PERSON_WEBHOOK_URL",
  "REGISTRATION_WEBHOOK_URL",
  "PHOTO_WEBHOOK_URL",
  "FOREIGN_WEBHOOK_URL",
  "SUCCESS_REDIRECT_URL",
  "ERROR_REDIRECT_URL",
] as const satisfies readonly ConfigKey[];

/** The six static addresses. Only an operator changes them; each change is audited. */
export function Addresses({ project }: { project: ProjectView }) {
  const t = useTexts(texts);
  const allowed = useMay(project.id)("addresses.change");
  const [typed, setTyped] = useState<Partial<Record<ConfigKey, string>>>({});
  const config = useQuery({
    queryKey: ["project-config", project.id],
    queryFn: ({ signal }) => get<ProjectConfig>(`/projects/${project.id}/config`, {}, signal),
  });
  const change = useProjectChange<Partial<ProjectConfig>>(project, "/config");
  const isFieldError = (error: unknown) =>
    error instanceof ApiError && keys.some((key) => error.fieldProblem(key) !== null);
  const save = () => {
    const changed = Object.entries(typed).map(([key, url]) => [key, url.trim() === "" ? null : url.trim()]);
    change.mutate(Object.fromEntries(changed), { onSuccess: () => setTyped({}) });
  };
  return (
    <Card
      title={t.addresses}
      aside={
        allowed && (
          <Button
            look="primary"
            onClick={save}
            disabled={Object.keys(typed).length === 0 || change.isPending}
          >
            {t.save}
          </Button>
        )
      }
    >
      {config.isPending && <Skeleton rows={6} />}
      {config.error && <ProblemNote error={config.error} retry={() => void config.refetch()} />}
      {change.error && !isFieldError(change.error) && <ProblemNote error={change.error} />}
      {config.data && (
        <Editable allowed={allowed}>
          {keys.map((key) => (
            <Field
              key={key}
              label={<code>{key}</code>}
              hint={t.addressHint[key]}
              error={change.error instanceof ApiError ? change.error.fieldProblem(key) : null}
            >
              {(control) => (
                <input
                  {...control}
                  type="url"
                  autoComplete="off"
                  spellCheck={false}
                  placeholder="https://"
                  value={typed[key] ?? config.data[key] ?? ""}
                  onChange={({ target }) => setTyped((before) => ({ ...before, [key]: target.value }))}
                />
              )}
            </Field>
          ))}
        </Editable>
      )}
    </Card>
  );
}
