import type { InterceptionSummary } from "@countersign/wire";
import { Facts } from "../../parts/facts.tsx";
import { Time } from "../../parts/time.tsx";
import { usePreferences } from "../../preferences/preferences.ts";
import { milliseconds } from "../../texts/times.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

/** What is known of a run without its steps. */
export function RunFacts({ run }: { run: InterceptionSummary }) {
  const { facts, went } = useTexts(texts);
  const { language } = usePreferences();
  const { id, event, subject, createdAt, statusCode, totalMs } = run;
  return (
    <Facts
      facts={[
        [facts.run, <code key="id">{id}</code>],
        [facts.event, <code key="event">{event}</code>],
        [facts.subject, subject && <code key="subject">{subject}</code>],
        [facts.begun, <Time key="at" at={createdAt} full />],
        [facts.status, statusCode ?? went],
        [facts.total, milliseconds(totalMs, language)],
      ]}
    />
  );
}
