import type { Fate, QueueItem, Settlement } from "../queue/queue.ts";

/** A settlement of the item with this fate, and an invented attempt. */
export function settlement(item: QueueItem, claim: string, fate: Fate): Settlement {
  const startedAt = Date.now();
  return {
    item,
    claim,
    at: startedAt,
    fate,
    attempt: {
      number: item.attempt + 1,
      resend: item.resend,
      startedAt,
      durationMs: 1,
      outcome: fate.kind === "settled" ? "delivered" : "server-error",
      statusCode: fate.kind === "settled" ? 200 : 500,
      url: "https://receiver.example/hook",
      dialled: "192.0.2.1:443",
      requestHeaders: { "webhook-id": "evt" },
      responseHeadersSealed: null,
      responseBodySealed: null,
      answerFlag: null,
      timings: { total: 1 },
    },
  };
}
