import { createHmac } from "node:crypto";

/**
 * The `signature` of a `start_direct` response: upper-case hex HMAC-SHA256 of
 * `attemptId.transactionId` (joined by a dot), keyed with the project's secret. It proves that the
 * session was opened by the service that shares the secret, for this transaction: a proxy can't
 * substitute another session. (Our definition: able-id's documentation has none. An `attemptId`
 * contains no dot, so the two parts are unambiguous.)
 */
export function directSignature(secret: string, attemptId: string, transactionId: string): string {
  return createHmac("sha256", secret).update(`${attemptId}.${transactionId}`).digest("hex").toUpperCase();
}
