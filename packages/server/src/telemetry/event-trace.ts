import { createHash } from "node:crypto";
import type { EventId } from "@countersign/wire";

/** The ids of the span that tells of an event's acceptance, in hex. */
export interface EventTrace {
  traceId: string;
  spanId: string;
}

/**
 * They follow from the event's id: the first 16 bytes of its SHA-256 and the 8 after them. So whichever process makes a
 * later attempt, days after, can point at the acceptance, and nothing has to be kept for it.
 */
export function traceOf(id: EventId): EventTrace {
  const digest = createHash("sha256").update(id).digest("hex");
  return { traceId: digest.slice(0, 32), spanId: digest.slice(32, 48) };
}
