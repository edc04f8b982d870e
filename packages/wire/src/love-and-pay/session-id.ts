import type { SessionId } from "../ids.ts";

const prefix = "kyc_";

/** A session's id as Love&Pay shows it: `kyc_` and the session's own. */
export function kycSessionId(id: SessionId): string {
  return prefix + id;
}

/**
 * The session's own id; null if the text is none of `kycSessionId`. Whether the session exists is
 * for the caller to find out.
 */
export function sessionIdOfKyc(text: string): SessionId | null {
  return text.startsWith(prefix) ? (text.slice(prefix.length) as SessionId) : null;
}
