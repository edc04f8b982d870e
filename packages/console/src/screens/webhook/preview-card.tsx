import { useQuery } from "@tanstack/react-query";
import { Card } from "../../parts/card.tsx";
import { Code } from "../../parts/code.tsx";
import { Note } from "../../parts/note.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { previewBody } from "./calls.ts";
import { useWebhookForm } from "./form-context.ts";
import { texts } from "./texts.ts";
import { useSettled } from "./use-validation.ts";

const pauseMs = 400;

/** What the template makes of an event's example; without a template, the example itself. */
export function PreviewCard({ type }: { type: string | null }) {
  const t = useTexts(texts);
  const { projectId, draft } = useWebhookForm();
  const body = useSettled(draft.body, pauseMs);
  const { data, error } = useQuery({
    queryKey: ["webhook-preview", projectId, type, body],
    queryFn: ({ signal }) => previewBody(projectId, type ?? "", body, signal),
    enabled: type !== null,
    placeholderData: (before) => before,
    gcTime: 0,
  });
  const problem = data?.body?.problem;
  const place = problem && problem.line !== null ? `${problem.line}:${problem.column ?? 1} ` : "";
  return (
    <Card title={t.preview} aside={type && <code>{type}</code>}>
      {type === null && <p>{t.previewEmpty}</p>}
      {error && <ProblemNote error={error} />}
      {problem && (
        <Note look="bad" live>
          {t.previewProblem}: {place}
          {problem.detail}
        </Note>
      )}
      {data && !problem && <Code label={t.preview} text={data.body?.text ?? JSON.stringify(data.payload)} />}
    </Card>
  );
}
