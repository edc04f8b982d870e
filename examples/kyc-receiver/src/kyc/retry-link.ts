import { createHash, randomBytes } from "node:crypto";
import type { Pool } from "pg";

/** A link that only the receiver of a mail knows: the database has its hash. */
export function newRetryToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashOf(token) };
}

/** Whose link it is; null for a token that was never sent. */
export async function userOfRetryToken(pool: Pool, token: string): Promise<string | null> {
  const { rows } = await pool.query("select user_id from kyc_attempts where retry_hash = $1", [
    hashOf(token),
  ]);
  return rows[0]?.user_id ?? null;
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
