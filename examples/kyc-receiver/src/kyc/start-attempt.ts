import type { Pool } from "pg";
import type { Countersign } from "./countersign.ts";

export type Started =
  | { kind: "started"; verificationUrl: string }
  | { kind: "verified" }
  | { kind: "unknown-user" };

interface Newest {
  language: string;
  number: number | null;
  outcome: string | null;
  verificationUrl: string | null;
  usable: boolean | null;
}

/**
 * The address at which a user goes on with their verification: that of the attempt under way, or of
 * a new one. A crash between the two writes leaves an attempt without an address, which the next
 * call takes up.
 */
export async function startAttempt(
  { pool, countersign }: { pool: Pool; countersign: Countersign },
  userId: string,
): Promise<Started> {
  const newest = await newestAttempt(pool, userId);
  if (newest === null) return { kind: "unknown-user" };
  if (newest.outcome === "verified") return { kind: "verified" };
  if (newest.outcome === null && newest.usable && newest.verificationUrl !== null)
    return { kind: "started", verificationUrl: newest.verificationUrl };

  const underWay = newest.number !== null && newest.outcome === null && newest.verificationUrl === null;
  const number = underWay ? (newest.number ?? 1) : (newest.number ?? 0) + 1;
  await pool.query("insert into kyc_attempts (user_id, number) values ($1, $2) on conflict do nothing", [
    userId,
    number,
  ]);
  const session = await countersign.startSession({
    customerId: userId,
    language: newest.language,
    metadata: { userId, attempt: number },
  });
  // Of two clicks at the same time, the first one's session is used by both.
  await pool.query(
    `update kyc_attempts set session_id = $3, verification_url = $4, expires_at = $5
     where user_id = $1 and number = $2 and verification_url is null`,
    [userId, number, session.id, session.verificationUrl, session.expiresAt],
  );
  const { rows } = await pool.query(
    "select verification_url from kyc_attempts where user_id = $1 and number = $2",
    [userId, number],
  );
  return { kind: "started", verificationUrl: rows[0].verification_url };
}

async function newestAttempt(pool: Pool, userId: string): Promise<Newest | null> {
  const { rows } = await pool.query<Newest>(
    `select u.language, a.number, a.outcome, a.verification_url as "verificationUrl", a.expires_at > now() as usable
     from users u left join kyc_attempts a on a.user_id = u.id
     where u.id = $1
     order by a.number desc nulls last
     limit 1`,
    [userId],
  );
  return rows[0] ?? null;
}
