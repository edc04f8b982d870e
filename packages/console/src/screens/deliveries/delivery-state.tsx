import type { DeliveryView } from "@countersign/wire";
import { Countdown } from "../../parts/countdown.tsx";
import { type Health, Status } from "../../parts/status.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

const healths: Readonly<Record<DeliveryView["status"], Health>> = {
  pending: "info",
  retrying: "warn",
  delivered: "ok",
  done: "ok",
  exhausted: "bad",
  cancelled: "off",
};

/** How a delivery stands; with the time to its next attempt, where there is one. */
export function DeliveryState({ delivery }: { delivery: Pick<DeliveryView, "status" | "nextAttemptAt"> }) {
  const t = useTexts(texts);
  const { status, nextAttemptAt } = delivery;
  return (
    <Status health={healths[status]}>
      {status === "retrying" && nextAttemptAt !== null ? (
        <Countdown to={nextAttemptAt} text={t.retryIn} />
      ) : (
        t.status[status]
      )}
    </Status>
  );
}

/** What the last attempt was answered: a status, or why there was none. */
export function AnswerOf({ delivery }: { delivery: Pick<DeliveryView, "statusCode" | "outcome"> }) {
  const t = useTexts(texts);
  const { statusCode, outcome } = delivery;
  if (statusCode !== null) return String(statusCode);
  return outcome === null ? "—" : outcomeText(t.outcome, outcome);
}

/** A failure in words; the API's own word where it is new to the console. */
export function outcomeText(words: Readonly<Record<string, string>>, outcome: string): string {
  return words[outcome] ?? outcome;
}
