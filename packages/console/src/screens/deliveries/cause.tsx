import type { DeliveryDetail } from "@countersign/wire";
import { Note } from "../../parts/note.tsx";
import { usePreferences } from "../../preferences/preferences.ts";
import { duration } from "../../texts/times.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { texts as causes } from "./cause-texts.ts";
import { outcomeText } from "./delivery-state.tsx";
import { texts } from "./texts.ts";

/** The cause of a delivery's status, in one sentence; nothing if all is well. */
export function Cause({ delivery }: { delivery: DeliveryDetail }) {
  const t = useTexts(causes);
  const words = useTexts(texts).outcome;
  const { language } = usePreferences();
  const { status, reason, attempts, createdAt, settledAt } = delivery;
  if (reason !== null) return <Note look={status === "exhausted" ? "bad" : "warn"}>{t.reason[reason]}</Note>;
  const last = attempts.at(-1);
  if (last === undefined || (status !== "exhausted" && status !== "retrying")) return null;
  const took = Date.parse(settledAt ?? last.startedAt) - Date.parse(createdAt);
  const answer = last.statusCode === null ? outcomeText(words, last.outcome) : String(last.statusCode);
  const sentence = status === "exhausted" ? t.exhausted : t.retrying;
  return (
    <Note look={status === "exhausted" ? "bad" : "warn"}>
      {sentence(attempts.length, duration(took, language), answer)}
    </Note>
  );
}
