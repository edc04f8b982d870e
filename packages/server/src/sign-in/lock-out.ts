import { sql } from "kysely";
import type { Db } from "../db/index.ts";
import type { SignInDeps } from "./deps.ts";
import { macOf } from "./secrets.ts";

/**
 * Failures in a row after which an account is locked: few from one address, so that a guesser gets
 * nowhere; many from all of them together, so that nobody locks somebody else out by chance.
 */
const limits = { fromAddress: 5, inAll: 50 };
const firstLockMs = 60_000;
const maxLockMs = 15 * 60_000;
/** After so long without a failure, counting starts again. */
const forgottenAfterMs = 60 * 60_000;

type Deps = Pick<SignInDeps, "clock" | "keyring">;

/** Who tries to sign in, and from where. An e-mail address that nobody has is counted like any other. */
export interface Attempt {
  account: string;
  address: string;
}

/**
 * Counts an attempt as failed before it is checked, so that attempts at the same time count as well;
 * `succeeded` takes it back. Returns null, or for how many milliseconds the account is locked: then
 * it is not to be checked. A lock lasts a minute at first and a quarter of an hour at most.
 */
export async function countAttempt(deps: Deps, db: Db, attempt: Attempt): Promise<number | null> {
  const now = deps.clock();
  const waits: number[] = [];
  for (const { mac, limit } of countersOf(deps, attempt)) {
    const lockedUntil = await countIn(db, mac, limit, new Date(now));
    if (lockedUntil !== null) waits.push(lockedUntil.getTime() - now);
  }
  return waits.length === 0 ? null : Math.max(...waits);
}

/**
 * Counts a failure and locks at the limit in one statement, so that attempts at the same time can't
 * pass together. Returns until when it was locked already; null if it was not.
 */
async function countIn(db: Db, mac: Buffer, limit: number, at: Date): Promise<Date | null> {
  const locked = sql`f.locked_until > excluded.failed_at`;
  const counted = sql`case
    when f.failed_at < excluded.failed_at - ${forgottenAfterMs}::float8 * interval '1 millisecond' then 1
    else f.failures + 1 end`;
  const lockMs = sql`least(${maxLockMs}::float8, ${firstLockMs}::float8 * power(2, least(10, ${counted} - ${limit}::int)))`;
  const { rows } = await sql<{ lockedUntil: Date | null; refused: boolean }>`
    insert into sign_in_failures as f (mac, failures, failed_at)
    values (${mac}::bytea, 1, ${at}::timestamptz)
    on conflict (mac) do update set
      refused = coalesce(${locked}, false),
      failures = case when ${locked} then f.failures else ${counted} end,
      failed_at = case when ${locked} then f.failed_at else excluded.failed_at end,
      locked_until = case
        when ${locked} then f.locked_until
        when ${counted} >= ${limit}::int then excluded.failed_at + ${lockMs} * interval '1 millisecond' end
    returning locked_until, refused
  `.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error("a failure was not counted");
  return row.refused ? row.lockedUntil : null;
}

/** The attempt was right: its account is counted from nothing again. */
export async function forgetAttempts(deps: Deps, db: Db, attempt: Attempt): Promise<void> {
  const macs = countersOf(deps, attempt).map(({ mac }) => mac);
  await db.deleteFrom("signInFailures").where("mac", "in", macs).execute();
}

function countersOf(deps: Deps, { account, address }: Attempt): { mac: Buffer; limit: number }[] {
  return [
    { mac: macOf(deps, "failures", `${account} ${address}`), limit: limits.fromAddress },
    { mac: macOf(deps, "failures", account), limit: limits.inAll },
  ];
}
