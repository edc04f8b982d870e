import { newId, type ProjectId, type SessionId } from "@countersign/wire";
import { sql } from "kysely";
import type { Db, Tx } from "../../db/index.ts";
import type { ChecksDeps } from "../deps.ts";

/** A run that this process works on, until its lease ends. */
export interface LeasedRun {
  sessionId: SessionId;
  number: number;
  projectId: ProjectId;
  mode: "assist" | "decide";
  /** How often it was begun, this time included. */
  attempts: number;
  lease: string;
}

/** How long a run may be worked on without its lease being renewed. */
const leaseMs = 30_000;

/**
 * Leases the run that waits longest; of several projects' that of the one served longest ago. Null if none waits.
 * Others pass over what is leased, also while this statement runs.
 *
 * @param recent projects, served longest ago first.
 */
export async function leaseRun(
  deps: Pick<ChecksDeps, "db" | "clock" | "random">,
  recent: readonly ProjectId[],
): Promise<LeasedRun | null> {
  const now = deps.clock();
  const lease = newId("claim", deps.clock, deps.random);
  const { rows } = await sql<LeasedRun>`
    update check_runs r
    set lease = ${lease}, leased_until = ${new Date(now + leaseMs)}::timestamptz, attempts = r.attempts + 1
    from (
      select session_id, number from check_runs
      where done_at is null and (leased_until is null or leased_until <= ${new Date(now)}::timestamptz)
      order by coalesce(array_position(${recent}::text[], project_id), 0), created_at
      limit 1 for update skip locked
    ) w
    where r.session_id = w.session_id and r.number = w.number
    returning r.session_id, r.number, r.project_id, r.mode, r.attempts, r.lease
  `.execute(deps.db);
  return rows[0] ?? null;
}

/** Extends a lease; false if it was lost. */
export async function renewLease(deps: Pick<ChecksDeps, "db" | "clock">, run: LeasedRun): Promise<boolean> {
  const renewed = await deps.db
    .updateTable("checkRuns")
    .set({ leasedUntil: new Date(deps.clock() + leaseMs) })
    .where("sessionId", "=", run.sessionId)
    .where("number", "=", run.number)
    .where("lease", "=", run.lease)
    .where("doneAt", "is", null)
    .executeTakeFirst();
  return renewed.numUpdatedRows === 1n;
}

/** Releases a run, so that the next process can claim it. */
export async function releaseRun(deps: Pick<ChecksDeps, "db">, run: LeasedRun): Promise<void> {
  await deps.db
    .updateTable("checkRuns")
    .set(({ eb }) => ({ lease: null, leasedUntil: null, attempts: eb("attempts", "-", 1) }))
    .where("sessionId", "=", run.sessionId)
    .where("number", "=", run.number)
    .where("lease", "=", run.lease)
    .where("doneAt", "is", null)
    .execute();
}

/** Locks a run until the transaction ends; false if its lease was lost. */
export async function holdRun(tx: Tx, run: LeasedRun): Promise<boolean> {
  const held = await tx
    .selectFrom("checkRuns")
    .select("lease")
    .where("sessionId", "=", run.sessionId)
    .where("number", "=", run.number)
    .where("doneAt", "is", null)
    .forUpdate()
    .executeTakeFirst();
  return held?.lease === run.lease;
}

/** Ends all leases. Only where no other process works on this store. */
export async function releaseRuns(db: Db): Promise<void> {
  await db
    .updateTable("checkRuns")
    .set({ lease: null, leasedUntil: null })
    .where("doneAt", "is", null)
    .where("lease", "is not", null)
    .execute();
}
