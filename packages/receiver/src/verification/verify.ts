import { type HeaderSource, headerValue } from "../headers.ts";
import { base64Bytes } from "./keys.ts";
import type { ForgeryProblem } from "./problem.ts";
import { sameBytes } from "./same-bytes.ts";

/** What the headers of a genuine message say. */
export interface VerifiedHeaders {
  id: string;
  /** seconds since the epoch */
  timestamp: number;
  attempt: number | null;
  sequence: number | null;
  resend: boolean;
  test: boolean;
}

export type Verified = { ok: true; headers: VerifiedHeaders } | { ok: false; problem: ForgeryProblem };

/** Signatures that are looked at: during a rotation a message carries two. */
const maxSignatures = 10;
const macBytes = 32;

/**
 * Verifies the [Standard Webhooks](https://www.standardwebhooks.com) headers, which messages of
 * every format carry, over the raw body: one of the signatures must be made with one of the keys,
 * and the timestamp, which is signed, must be at most `toleranceSeconds` from `now` (milliseconds).
 *
 * Every signature is compared with that of every key, in constant time, so that the time says
 * neither where one differs nor which of them came close (`npm run fuzz:receiver -- --timing`
 * measures it). The body is hashed once for each key, however many signatures a request brings.
 */
export async function verify(
  body: Uint8Array<ArrayBuffer>,
  headers: HeaderSource,
  keys: readonly CryptoKey[],
  now: number,
  toleranceSeconds: number,
): Promise<Verified> {
  const id = headerValue(headers, "webhook-id");
  const timestampText = headerValue(headers, "webhook-timestamp");
  const given = headerValue(headers, "webhook-signature");
  if (!id) return missing("webhook-id");
  if (!timestampText) return missing("webhook-timestamp");
  if (!given) return missing("webhook-signature");
  if (!/^(?:0|[1-9][0-9]{0,14})$/.test(timestampText)) return malformed("webhook-timestamp");
  const timestamp = Number(timestampText);
  const seconds = Math.floor(now / 1000);
  if (seconds - timestamp > toleranceSeconds) return { ok: false, problem: { code: "timestamp-too-old" } };
  if (timestamp - seconds > toleranceSeconds) return { ok: false, problem: { code: "timestamp-too-new" } };
  const signatures = signaturesIn(given);
  if (signatures === null) return malformed("webhook-signature");
  const signed = signedContent(id, timestampText, body);
  let genuine = false;
  for (const key of keys) {
    const own = new Uint8Array(await crypto.subtle.sign("HMAC", key, signed));
    for (const signature of signatures) if (sameBytes(own, signature)) genuine = true;
  }
  if (!genuine) return { ok: false, problem: { code: "wrong-signature" } };
  return {
    ok: true,
    headers: {
      id,
      timestamp,
      attempt: counter(headers, "countersign-attempt"),
      sequence: counter(headers, "countersign-sequence"),
      resend: headerValue(headers, "countersign-resend") === "true",
      test: headerValue(headers, "countersign-test") === "true",
    },
  };
}

/** The `v1` signatures of a header; those of other versions are for other receivers. */
function signaturesIn(header: string): Uint8Array<ArrayBuffer>[] | null {
  const entries = header.split(" ");
  if (entries.length > maxSignatures) return null;
  return entries
    .filter((entry) => entry.startsWith("v1,"))
    .map((entry) => macIn(entry.slice(3)))
    .filter((mac) => mac !== null);
}

/** The bytes of a MAC; null for other texts, such as another way to write the same bytes. */
function macIn(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = base64Bytes(text);
  if (bytes?.length !== macBytes) return null;
  return btoa(String.fromCharCode(...bytes)) === text ? bytes : null;
}

/** `id.timestamp.body` */
function signedContent(id: string, timestamp: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(`${id}.${timestamp}.`);
  const content = new Uint8Array(head.length + body.length);
  content.set(head);
  content.set(body, head.length);
  return content;
}

function counter(headers: HeaderSource, name: string): number | null {
  const text = headerValue(headers, name);
  return text !== null && /^[0-9]{1,15}$/.test(text) ? Number(text) : null;
}

function missing(header: string): Verified {
  return { ok: false, problem: { code: "missing-header", header } };
}

function malformed(header: string): Verified {
  return { ok: false, problem: { code: "malformed-header", header } };
}
