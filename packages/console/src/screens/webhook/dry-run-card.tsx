import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Note } from "../../parts/note.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Status } from "../../parts/status.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { texts as runTexts } from "../interceptions/texts.ts";
import { dryRunDraft } from "./calls.ts";
import { useWebhookForm } from "./form-context.ts";
import { texts } from "./texts.ts";

/** Asks all hooks of the event with the form, as it is now, among them. */
export function DryRunCard({ event }: { event: string }) {
  const t = useTexts(texts);
  const words = useTexts(runTexts);
  const { tried } = useWebhookForm();
  const { data, error, isPending, mutate } = useMutation({
    mutationFn: () => dryRunDraft(tried, event),
    gcTime: 0,
  });
  return (
    <Card
      title={t.dryRunTitle}
      aside={
        <Button onClick={() => mutate()} disabled={isPending}>
          {t.dryRun}
        </Button>
      }
    >
      {!data && !error && <p>{t.dryRunHint}</p>}
      {error && <ProblemNote error={error} />}
      {data && (
        <>
          <p role="status">
            <Status health={data.allow ? "ok" : "bad"}>
              {data.allow ? words.verdict.allowed : words.verdict.denied}
            </Status>{" "}
            <Link to="/interceptions/$interceptionId" params={{ interceptionId: data.traceId }}>
              {t.dryRunOpen}
            </Link>
          </p>
          <ol>
            {data.trace.map(({ webhookId, name, verdict }) => (
              <li key={webhookId}>
                {name}: {words.step[verdict]}
              </li>
            ))}
          </ol>
          {data.error && (
            <Note look="bad">
              <code>{data.error.code}</code> {data.error.message}
            </Note>
          )}
        </>
      )}
    </Card>
  );
}
