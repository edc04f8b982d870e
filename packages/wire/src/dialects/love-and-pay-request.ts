import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { type HeaderSource, headerValue } from "./header-source.ts";
import { timestampTolerance } from "./standard-headers.ts";

/** A request to the Love&Pay calls, as far as its signature covers it. */
export interface SignedRequest {
  /** in upper case */
  method: string;
  /** as in the request line, the query included */
  path: string;
  /** the raw bytes; empty where there is none */
  body: string | Uint8Array;
}

function requestMac(secret: string, { method, path, body }: SignedRequest, timestamp: string): Buffer {
  const digest = createHash("sha256").update(body).digest("hex");
  return createHmac("sha256", secret)
    .update(method + path + timestamp + digest)
    .digest();
}

/**
 * The headers that sign a request: `x-timestamp` (`now`, in ms) and `x-signature`, the lower-case
 * hex HMAC-SHA256 under the secret as text over METHOD + path + timestamp + hex SHA-256 of the
 * body.
 */
export function signLoveAndPayRequest(
  secret: string,
  request: SignedRequest,
  now: number,
): { "x-timestamp": string; "x-signature": string } {
  const timestamp = String(now);
  return { "x-timestamp": timestamp, "x-signature": requestMac(secret, request, timestamp).toString("hex") };
}

/**
 * Whether a request was signed with one of the secrets within the last five minutes (and no more
 * than five ahead); returns a code of the Love&Pay errors if not. The time is checked first;
 * signatures are compared in constant time.
 */
export function loveAndPayRequestProblem(
  secrets: readonly string[],
  request: SignedRequest,
  headers: HeaderSource,
  now: number,
): "invalid_signature" | "timestamp_out_of_range" | null {
  const timestamp = headerValue(headers, "x-timestamp");
  const signature = headerValue(headers, "x-signature");
  if (timestamp === null || signature === null) return "invalid_signature";
  if (!/^[0-9]{1,15}$/.test(timestamp) || !/^[0-9a-f]{64}$/.test(signature)) return "invalid_signature";
  if (Math.abs(now - Number(timestamp)) > timestampTolerance * 1000) return "timestamp_out_of_range";
  const given = Buffer.from(signature, "hex");
  let genuine = false;
  for (const secret of secrets) {
    genuine = timingSafeEqual(given, requestMac(secret, request, timestamp)) || genuine;
  }
  return genuine ? null : "invalid_signature";
}
