import { createHash } from "node:crypto";

function sha1(content: string | Uint8Array): string {
  return createHash("sha1").update(content).digest("hex").toUpperCase();
}

/**
 * The `hash` of the able-id hooks: SHA1(SHA1(projectId + secret) + attemptId), both digests
 * upper-case hex, the inner one concatenated as text. It proves the session, not the body:
 * `webhook-signature` does that.
 */
export function sessionHash(projectId: string, secret: string, attemptId: string): string {
  return sha1(sha1(projectId + secret) + attemptId);
}

/** The `crc` of the photo hook: upper-case hex SHA-1 of the photo's bytes. */
export function photoCrc(photo: Uint8Array): string {
  return sha1(photo);
}
