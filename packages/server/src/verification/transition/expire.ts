import { openSessionStates, type SessionId } from "@countersign/wire";
import { type Db, inTransaction, type Tx } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { lockSession } from "./lock.ts";

const batchSize = 100;

/** What a sweep did. `failed`: sessions that could not be expired; they stay due and the next sweep retries them. */
export interface Sweep {
  expired: number;
  failed: { id: SessionId; error: unknown }[];
}

/**
 * Expires every session that is past its deadline, each in a transaction of its own, so that one failure doesn't
 * block the others. Skips sessions that another process has locked.
 */
export async function expireDue(deps: VerificationDeps, db: Db): Promise<Sweep> {
  const sweep: Sweep = { expired: 0, failed: [] };
  for (;;) {
    const seen = sweep.expired + sweep.failed.length;
    const due = await dueSessions(
      deps,
      db,
      sweep.failed.map(({ id }) => id),
    );
    for (const id of due) {
      try {
        if (await inTransaction(db, (tx) => expireOne(deps, tx, id))) sweep.expired++;
      } catch (error) {
        sweep.failed.push({ id, error });
      }
    }
    const progress = sweep.expired + sweep.failed.length > seen;
    if (due.length < batchSize || !progress) return sweep;
  }
}

async function dueSessions(deps: VerificationDeps, db: Db, except: SessionId[]): Promise<SessionId[]> {
  let query = db
    .selectFrom("sessions")
    .select("id")
    .where("state", "in", openSessionStates)
    .where("deadlineAt", "<=", new Date(deps.clock()))
    .orderBy("deadlineAt")
    .limit(batchSize);
  if (except.length > 0) query = query.where("id", "not in", except);
  return (await query.execute()).map((row) => row.id);
}

/** Whether it was this call that expired the session. */
async function expireOne(deps: VerificationDeps, tx: Tx, id: SessionId): Promise<boolean> {
  const free = await tx
    .selectFrom("sessions")
    .select("id")
    .where("id", "=", id)
    .where("state", "in", openSessionStates)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (free === undefined) return false;
  return (await lockSession(deps, tx, null, id))?.state === "expired";
}
