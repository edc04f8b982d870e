import { useMutation } from "@tanstack/react-query";
import { useKeys } from "../../keys/keys.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Code } from "../../parts/code.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Status } from "../../parts/status.tsx";
import { usePreferences } from "../../preferences/preferences.ts";
import { milliseconds } from "../../texts/times.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { headText } from "../delivery/request-text.ts";
import { testDraft } from "./calls.ts";
import { useWebhookForm } from "./form-context.ts";
import { texts } from "./texts.ts";

/** Sends an invented event to the address as the form is now, and shows the exchange: `t`. */
export function TestCard({ type }: { type: string | null }) {
  const t = useTexts(texts);
  const { language } = usePreferences();
  const { tried } = useWebhookForm();
  const { data, error, isPending, mutate } = useMutation({
    mutationFn: () => testDraft(tried, type ?? ""),
    gcTime: 0,
  });
  const run = () => {
    if (type !== null && !isPending) mutate();
  };
  useKeys([{ keys: "t", label: t.test, run }]);
  return (
    <Card
      title={t.testTitle}
      aside={
        <Button keys="t" onClick={run} aria-disabled={type === null || isPending}>
          {t.test}
        </Button>
      }
    >
      {!data && !error && <p>{t.testHint}</p>}
      {error && <ProblemNote error={error} />}
      {data && (
        <>
          <p role="status">
            <Status health={data.verdict.accepted ? "ok" : "bad"}>
              {data.verdict.accepted ? t.accepted : t.refused}
            </Status>{" "}
            {data.verdict.detail}{" "}
            {data.timings.total !== undefined && milliseconds(data.timings.total, language)}
          </p>
          <Code
            label={t.testTitle}
            text={`${headText(`POST ${data.request.url}`, data.request.headers)}\n\n${data.request.body}`}
          />
          {data.response && (
            <Code
              label={t.accepted}
              text={`${headText(`HTTP/1.1 ${data.response.statusCode}`, data.response.headers)}\n\n${data.response.body}`}
            />
          )}
        </>
      )}
    </Card>
  );
}
