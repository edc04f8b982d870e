import { createHash } from "node:crypto";
import type { EventId } from "@countersign/wire";

/** The ids of the span of an event's acceptance, in hex. */
export interface EventTrace {
  traceId: string;
  spanId: string;
}

/**
 * They derive from the event's id: the first 16 bytes of its SHA-256 and the next 8. So any process
 * that makes an attempt, even days later, can link to the acceptance, and nothing has to be stored
 * for it.
 */
export function traceOf(id: EventId): EventTrace {
  const digest = createHash("sha256").update(id).digest("hex");
  return { traceId: digest.slice(0, 32), spanId: digest.slice(32, 48) };
}
