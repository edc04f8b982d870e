import type { SendResult } from "../../outbound/index.ts";
import type { RetryPreset } from "../../webhooks/index.ts";

/**
 * The result of an attempt, in one word for log and metrics. `gone` (410) ends the delivery,
 * `aborted` means that this service aborted it; everything else but `delivered` is retried.
 */
export type AttemptOutcome =
  | "delivered"
  | "gone"
  | "throttled"
  | "redirect"
  | "client-error"
  | "server-error"
  | "not-accepted"
  | Extract<SendResult, { kind: "failed" }>["reason"];

/** Classifies the response by the webhook's retry preset: any 2xx is acceptance, or only 200. */
export function classify(result: SendResult, accepts: RetryPreset["accepts"]): AttemptOutcome {
  if (result.kind === "failed") return result.reason;
  const { status } = result;
  if (status === 200) return "delivered";
  if (status >= 200 && status < 300) return accepts === "2xx" ? "delivered" : "not-accepted";
  if (status === 410) return "gone";
  if (status === 429) return "throttled";
  if (status >= 300 && status < 400) return "redirect";
  if (status >= 400 && status < 500) return "client-error";
  return status >= 500 ? "server-error" : "not-accepted";
}

/**
 * Milliseconds that a 429 or 503 asks to wait (RFC 9110, 10.2.3: seconds or an HTTP date);
 * undefined if it asks for nothing valid.
 */
export function retryAfter(result: SendResult, now: number): number | undefined {
  if (result.kind !== "answered" || (result.status !== 429 && result.status !== 503)) return undefined;
  const asked = result.headers["retry-after"]?.trim();
  if (!asked) return undefined;
  if (/^\d+$/.test(asked)) return Number(asked) * 1000;
  const date = /^[A-Z][a-z]{2}, /.test(asked) ? Date.parse(asked) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
