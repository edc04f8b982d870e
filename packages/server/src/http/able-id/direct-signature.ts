import { createHmac } from "node:crypto";

/**
 * The `signature` of a `start_direct` answer: upper-case hex HMAC-SHA256 of
 * `attemptId.transactionId` (the text, a dot between), keyed with the project's secret. It proves
 * that the session was opened by the service that shares the secret, for this very transaction: a
 * proxy can't swap in another session. (Ours: able-id's documentation doesn't say what it is. An
 * `attemptId` holds no dot, so the two parts can't be mistaken.)
 */
export function directSignature(secret: string, attemptId: string, transactionId: string): string {
  return createHmac("sha256", secret).update(`${attemptId}.${transactionId}`).digest("hex").toUpperCase();
}
