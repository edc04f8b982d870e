import { type Clock, idDay, type ProjectId, type ReplayId } from "@countersign/wire";
import { sql } from "kysely";
import { type Db, inTransaction, type Tx } from "../../db/index.ts";
import { countSelected, nextSelected } from "./filter.ts";
import { type Replay, type ReplayRow, replayOf } from "./replay.ts";
import { resend } from "./resend.ts";

/** How replays are spread over time. */
export interface ReplayBatches {
  /** Deliveries queued in one transaction. */
  batchSize: number;
  /**
   * Milliseconds after which the next batch is queued even if most of the previous one still waits.
   */
  batchTimeoutMs: number;
}

/**
 * `worked`: there may be more to do at once; `waiting`: its batch is in flight; `idle`: there is no
 * other.
 */
export type Step =
  | { kind: "worked"; replay: Replay }
  | { kind: "waiting"; id: ReplayId; projectId: ProjectId }
  | { kind: "idle" };

/**
 * Does one step of a running replay that no other process works on: counts what it matches, or
 * queues its next batch. Its progress is written in the same transaction, so that a process that
 * dies in between loses and repeats nothing. The next batch follows when half of the previous one
 * was tried: so a replay of a million neither fills the queue nor delays fresh deliveries to the
 * same webhooks. Projects take turns, however many replays each has.
 *
 * @param passed replays to skip, since their batch is in flight.
 * @param last the project that had the last turn.
 */
export async function stepReplay(
  deps: { db: Db; clock: Clock },
  batches: ReplayBatches,
  passed: readonly ReplayId[] = [],
  last = "",
): Promise<Step> {
  return inTransaction(deps.db, async (tx) => {
    const row = await tx
      .selectFrom("replays")
      .selectAll()
      .where("state", "=", "running")
      .where(sql<boolean>`id <> all(${[...passed]}::text[])`)
      .orderBy(sql<boolean>`project_id <= ${last}`)
      .orderBy("projectId")
      .orderBy("nextBatchAt")
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!row) return { kind: "idle" };
    const replay = replayOf(row);
    if (replay.matched === null) {
      return worked(tx, { ...replay, matched: await countSelected(tx, replay) }, row);
    }
    const early = row.nextBatchAt.getTime() > deps.clock();
    if (early && (await untried(tx, row)) > batches.batchSize / 2) {
      return { kind: "waiting", id: replay.id, projectId: replay.projectId };
    }
    const ids = await nextSelected(tx, replay, row.afterId, batches.batchSize);
    const queued = ids.length > 0 ? await resend(deps, tx, ids, replay.id) : 0;
    const ended = ids.length < batches.batchSize;
    const next: Replay = {
      ...replay,
      queued: replay.queued + queued,
      skipped: replay.skipped + ids.length - queued,
      status: ended ? "done" : "running",
      finishedAt: ended ? new Date(deps.clock()) : null,
    };
    return worked(tx, next, {
      batchAfter: row.afterId,
      afterId: ids.at(-1) ?? row.afterId,
      nextBatchAt: new Date(deps.clock() + batches.batchTimeoutMs),
    });
  });
}

async function worked(
  tx: Tx,
  replay: Replay,
  place: Pick<ReplayRow, "batchAfter" | "afterId" | "nextBatchAt">,
): Promise<Step> {
  const { id, matched, queued, skipped, status, finishedAt } = replay;
  const { batchAfter, afterId, nextBatchAt } = place;
  await tx
    .updateTable("replays")
    .set({ matched, queued, skipped, state: status, finishedAt, batchAfter, afterId, nextBatchAt })
    .where("id", "=", id)
    .execute();
  return { kind: "worked", replay };
}

/** How many of the last batch were not attempted yet. */
async function untried(tx: Tx, { id, batchAfter, afterId }: ReplayRow): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from deliveries
    where replay_id = ${id} and id > ${batchAfter} and id <= ${afterId} and status = 'pending'
      and day >= ${idDay(batchAfter)}::date and day <= ${idDay(afterId)}::date
  `.execute(tx);
  return rows[0]?.count ?? 0;
}
