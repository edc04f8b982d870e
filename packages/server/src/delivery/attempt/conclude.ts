import { keepsAnswer, type Random } from "@countersign/wire";
import type { SealingKey } from "../../sealing/index.ts";
import { nextDelay, scheduleOf, type Webhook } from "../../webhooks/index.ts";
import { flagOf, sealAnswer } from "../log/sealed-answer.ts";
import type { AttemptEntry, Fate, QueueItem } from "../queue/index.ts";
import type { Attempt } from "./attempt.ts";
import { type AttemptOutcome, classify, retryAfter } from "./classify.ts";

/** The conclusion of an attempt: its outcome, the delivery's fate, and the log's entry. */
export interface Conclusion {
  outcome: AttemptOutcome;
  fate: Fate;
  entry: AttemptEntry;
}

/** The request header that is not logged. */
const unlogged = "authorization";

/**
 * Judges an attempt by the webhook's settings. In mode `forget` no part of a response is stored.
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
  const entry: AttemptEntry = {
    number: attempt.number,
    resend: item.resend,
    startedAt: attempt.startedAt,
    durationMs: Math.round(result.timings.total),
    outcome,
    statusCode: result.kind === "answered" ? result.status : null,
    url: webhook.url,
    dialled: result.dialled ?? null,
    requestHeaders: logged(attempt.requestHeaders),
    ...(webhook.mode === "forget"
      ? { responseHeadersSealed: null, responseBodySealed: null, answerFlag: null }
      : {
          ...sealAnswer(key, item.id, attempt.number, result),
          answerFlag: flagOf(result, keepsAnswer(webhook.mode)),
        }),
    timings: { ...result.timings },
  };
  return { outcome, fate: fateOf(random, item, webhook, attempt, outcome), entry };
}

function logged(headers: Record<string, string>): Record<string, string> {
  if (!(unlogged in headers)) return headers;
  const { [unlogged]: _, ...others } = headers;
  return others;
}

/**
 * The status of a delivery after an attempt with this outcome. An attempt that this service aborted
 * itself (`aborted`) is due again immediately and does not count as a try: the receiver has done
 * nothing wrong. In mode `forget` any other outcome is `done`, except `busy`: then nothing was sent
 * yet. From receivers of the rarus format, which the modes come from, a 4xx is final (see
 * docs/guides/delivery.md), except 408 and 429, which ask for a retry. From all others it is a
 * failure like any other, as the services that these formats come from treat it.
 */
export function fateOf(
  random: Random,
  item: Pick<QueueItem, "tries">,
  webhook: Webhook,
  attempt: Attempt,
  of: AttemptOutcome,
): Fate {
  const { result } = attempt;
  const status = result.kind === "answered" ? result.status : null;
  if (of === "aborted") return { kind: "retry", dueAt: attempt.endedAt, tries: item.tries };
  if (webhook.mode === "forget" && of !== "busy") return { kind: "settled", status: "done" };
  if (of === "delivered") return { kind: "settled", status: "delivered" };
  if (of === "gone") return { kind: "settled", status: "exhausted", reason: "gone" };
  if (of === "client-error" && webhook.dialect === "rarus" && status !== 408)
    return { kind: "settled", status: "exhausted", reason: "refused" };
  const tries = item.tries + 1;
  const delay = nextDelay(webhook.retry, tries, random, retryAfter(result, attempt.endedAt));
  if (delay === null) return { kind: "settled", status: webhook.mode === "forget" ? "done" : "exhausted" };
  return { kind: "retry", dueAt: attempt.endedAt + delay, tries };
}
