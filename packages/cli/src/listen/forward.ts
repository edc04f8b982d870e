import { createHmac } from "node:crypto";
import type { Message } from "./message.ts";

/** The outcome of the forwarded request. */
export interface Forwarded {
  status: number;
  durationMs: number;
  /** The beginning of the response. */
  response: string;
}

/** Receivers take signatures of the last five minutes. */
const freshSeconds = 240;
const shownChars = 2000;

/**
 * Posts a message to the receiver as it was signed.
 *
 * @param secret signs requests again that receivers would reject as too old; null: everything keeps
 * its signature.
 * @throws Error if the receiver can't be reached.
 */
export async function forward(
  { fetch, now }: { fetch: typeof globalThis.fetch; now: () => number },
  to: string,
  message: Message,
  secret: string | null,
): Promise<Forwarded> {
  const began = now();
  const headers =
    secret === null ? message.headers : { ...message.headers, ...freshSignature(message, secret, began) };
  const response = await fetch(to, {
    method: "POST",
    headers,
    body: message.body,
    redirect: "manual",
    // It is not aborted when the command ends: the next listener would repeat it.
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  return { status: response.status, durationMs: now() - began, response: text.slice(0, shownChars) };
}

/** The standard headers with today's time, for a message that is too old; none for another. */
function freshSignature({ headers, body }: Message, secret: string, now: number): Record<string, string> {
  const seconds = Math.floor(now / 1000);
  if (seconds - Number(headers["webhook-timestamp"]) < freshSeconds) return {};
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signed = `${headers["webhook-id"]}.${seconds}.${body}`;
  return {
    "webhook-timestamp": String(seconds),
    "webhook-signature": `v1,${createHmac("sha256", key).update(signed).digest("base64")}`,
  };
}
