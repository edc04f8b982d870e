import { timingSafeEqual } from "node:crypto";
import type { Attempt, DecodeProblem } from "./dialect.ts";
import { type HeaderSource, headerValue } from "./header-source.ts";
import type { Signer } from "./signer.ts";

/**
 * How far a message's timestamp may be from the receiver's clock, seconds, as the Standard Webhooks
 * libraries allow.
 */
export const timestampTolerance = 300;

/** What a genuine message's standard headers say. */
export interface StandardHeaders {
  id: string;
  timestamp: number;
  attempt: number | null;
  sequence: number | null;
  resend: boolean;
}

/**
 * The headers that every message carries in every format: the Standard Webhooks ones, one signature
 * per secret, space-separated, and what the service adds about the attempt.
 */
export function standardHeaders(attempt: Attempt, by: Signer): Record<string, string> {
  const headers: Record<string, string> = {
    "webhook-id": attempt.id,
    "webhook-timestamp": String(attempt.timestamp),
    "webhook-signature": by.signatures(attempt.id, attempt.timestamp, attempt.body).join(" "),
    "countersign-attempt": String(attempt.number),
  };
  if (attempt.sequence !== undefined) headers["countersign-sequence"] = String(attempt.sequence);
  if (attempt.resend) headers["countersign-resend"] = "true";
  return headers;
}

function counter(headers: HeaderSource, name: string): number | null {
  const text = headerValue(headers, name);
  return text !== null && /^[0-9]{1,15}$/.test(text) ? Number(text) : null;
}

/**
 * Verifies the Standard Webhooks headers over the raw body: some `v1` signature must be made with
 * one of the accepted secrets, and the timestamp (checked before the signatures, as the published
 * libraries do) be within five minutes of `now` (milliseconds). Signatures are compared in constant
 * time.
 */
export function verifyStandardHeaders(
  body: Uint8Array,
  headers: HeaderSource,
  accepted: Signer,
  now: number,
): { ok: true; headers: StandardHeaders } | { ok: false; problem: DecodeProblem } {
  const id = headerValue(headers, "webhook-id");
  const timestampText = headerValue(headers, "webhook-timestamp");
  const given = headerValue(headers, "webhook-signature");
  if (!id) return { ok: false, problem: { code: "missing-header", header: "webhook-id" } };
  if (!timestampText) return { ok: false, problem: { code: "missing-header", header: "webhook-timestamp" } };
  if (!given) return { ok: false, problem: { code: "missing-header", header: "webhook-signature" } };
  if (!/^(?:0|[1-9][0-9]{0,14})$/.test(timestampText)) {
    return { ok: false, problem: { code: "malformed-header", header: "webhook-timestamp" } };
  }
  const timestamp = Number(timestampText);
  const seconds = Math.floor(now / 1000);
  if (seconds - timestamp > timestampTolerance) return { ok: false, problem: { code: "timestamp-too-old" } };
  if (timestamp - seconds > timestampTolerance) return { ok: false, problem: { code: "timestamp-too-new" } };
  const expected = accepted.signatures(id, timestamp, body);
  if (!anyEqual(given.split(" "), expected)) return { ok: false, problem: { code: "wrong-signature" } };
  return {
    ok: true,
    headers: {
      id,
      timestamp,
      attempt: counter(headers, "countersign-attempt"),
      sequence: counter(headers, "countersign-sequence"),
      resend: headerValue(headers, "countersign-resend") === "true",
    },
  };
}

/**
 * Whether a text of one list is in the other; each pair is compared in constant time and none is
 * left out.
 */
function anyEqual(given: readonly string[], expected: readonly string[]): boolean {
  let found = false;
  for (const candidate of given.map((text) => Buffer.from(text))) {
    for (const wanted of expected.map((text) => Buffer.from(text))) {
      if (candidate.length === wanted.length && timingSafeEqual(candidate, wanted)) found = true;
    }
  }
  return found;
}
