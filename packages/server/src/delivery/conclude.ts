import type { Random } from "@countersign/wire";
import type { SealingKey } from "../sealing/index.ts";
import { nextDelay, scheduleOf, type Webhook } from "../webhooks/index.ts";
import type { Attempt } from "./attempt.ts";
import { type AttemptOutcome, classify, retryAfter } from "./classify.ts";
import type { AttemptEntry, Fate, QueueItem } from "./queue/queue.ts";
import { sealAnswer } from "./sealed-answer.ts";

/** What an attempt means: its outcome, the delivery's fate, and the log's entry. */
export interface Conclusion {
  outcome: AttemptOutcome;
  fate: Fate;
  entry: AttemptEntry;
}

/** Headers of a request that the log leaves out. */
const unlogged = new Set(["authorization"]);

/**
 * Judges an attempt by the webhook's settings. An attempt that this service broke off itself (`aborted`) is due
 * again at once and uses up no try: the receiver has done nothing wrong. In mode `forget` the first attempt is the last,
 * and nothing of its answer is kept. To receivers of the rarus format a 4xx is a final answer (`hooks-semantics.md`);
 * to all others it is a failure like any other, since that is what their own senders do.
 */
export function conclude(
  random: Random,
  item: Pick<QueueItem, "id" | "tries" | "resend">,
  webhook: Webhook,
  key: SealingKey,
  attempt: Attempt,
): Conclusion {
  const { result } = attempt;
  const outcome = classify(result, scheduleOf(webhook.retry).accepts);
  return {
    outcome,
    fate: fateOf(outcome),
    entry: {
      number: attempt.number,
      resend: item.resend,
      startedAt: attempt.startedAt,
      durationMs: Math.round(result.timings.total),
      outcome,
      statusCode: result.kind === "answered" ? result.status : null,
      dialled: result.dialled ?? null,
      requestHeaders: Object.fromEntries(
        Object.entries(attempt.requestHeaders).filter(([name]) => !unlogged.has(name)),
      ),
      ...(webhook.mode === "forget"
        ? { responseHeadersSealed: null, responseBodySealed: null }
        : sealAnswer(key, item.id, attempt.number, result)),
      timings: { ...result.timings },
    },
  };

  function fateOf(of: AttemptOutcome): Fate {
    if (of === "delivered") return { kind: "settled", status: "delivered" };
    if (of === "gone") return { kind: "settled", status: "exhausted", reason: "gone" };
    if (of === "aborted") return { kind: "again", dueAt: attempt.endedAt, tries: item.tries };
    if (webhook.mode === "forget") return { kind: "settled", status: "exhausted" };
    if (of === "client-error" && webhook.dialect === "rarus")
      return { kind: "settled", status: "exhausted", reason: "refused" };
    const tries = item.tries + 1;
    const delay = nextDelay(webhook.retry, tries, random, retryAfter(result, attempt.endedAt));
    if (delay === null) return { kind: "settled", status: "exhausted" };
    return { kind: "again", dueAt: attempt.endedAt + delay, tries };
  }
}
