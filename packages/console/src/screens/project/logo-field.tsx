import type { ProjectView } from "@countersign/wire";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/call.ts";
import { Button } from "../../parts/button.tsx";
import { Field } from "../../parts/field.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { projectsKey } from "../../project/use-project.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./applicant-page-texts.ts";

/** The logo that applicants see: uploaded at once, or removed. */
export function LogoField({ project }: { project: ProjectView }) {
  const t = useTexts(texts);
  const cache = useQueryClient();
  const path = `/projects/${project.id}/logo`;
  const change = useMutation({
    mutationFn: (file: File | null) =>
      file === null
        ? call("DELETE", path)
        : call("PUT", path, { raw: { contentType: file.type, body: file } }),
    onSettled: () => cache.invalidateQueries({ queryKey: projectsKey }),
  });
  return (
    <>
      {change.error && <ProblemNote error={change.error} />}
      <Field label={`${t.logo}: ${project.logoSha256 === null ? t.noLogo : t.hasLogo}`} hint={t.logoHint}>
        {(control) => (
          <input
            {...control}
            type="file"
            accept="image/png,image/jpeg"
            aria-label={t.chooseLogo}
            onChange={({ target }) => {
              const [file] = target.files ?? [];
              if (file) change.mutate(file);
              target.value = "";
            }}
          />
        )}
      </Field>
      {project.logoSha256 !== null && <Button onClick={() => change.mutate(null)}>{t.removeLogo}</Button>}
    </>
  );
}
