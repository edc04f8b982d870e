import { type Clock, type DeliveryId, idDay, type ProjectId, type ReplayId } from "@countersign/wire";
import { sql } from "kysely";
import { type Db, inTransaction, type Tx } from "../../db/index.ts";
import { countSelected, nextSelected } from "./filter.ts";
import { type Replay, type ReplayRow, replayOf } from "./replay.ts";
import { resend } from "./resend.ts";

/** How replays are spread over time. */
export interface ReplayPace {
  /** Deliveries put in the queue in one transaction. */
  batch: number;
  /** Milliseconds after which the next batch is put in even if most of the one before still waits. */
  patienceMs: number;
}

/** `worked`: there may be more to do at once; `waiting`: its batch is on its way; `idle`: there is no other. */
export type Step =
  | { kind: "worked"; replay: Replay }
  | { kind: "waiting"; id: ReplayId; projectId: ProjectId }
  | { kind: "idle" };

/**
 * Does one piece of a running replay that no other process is at: counts what it finds, or puts its next batch in the
 * queue. How far it came is written in the same transaction, so that a process that dies in between loses and
 * doubles nothing. The next batch follows when half of the one before was tried: so a replay of a million neither
 * fills the queue nor stands before fresh deliveries to the same webhooks. Projects take turns, however many replays each has.
 *
 * @param passed replays to leave out, since their batch is on its way.
 * @param last the project whose turn was the last one.
 */
export async function stepReplay(
  deps: { db: Db; clock: Clock },
  pace: ReplayPace,
  passed: readonly ReplayId[] = [],
  last = "",
): Promise<Step> {
  return inTransaction(deps.db, async (tx) => {
    const row = await tx
      .selectFrom("replays")
      .selectAll()
      .where("state", "=", "running")
      .where(sql<boolean>`id <> all(${[...passed]}::text[])`)
      .orderBy((eb) => eb("projectId", "<=", last))
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
    if (early && (await untried(tx, row)) > pace.batch / 2) {
      return { kind: "waiting", id: replay.id, projectId: replay.projectId };
    }
    const ids = await nextSelected(tx, replay, row.afterId as DeliveryId, pace.batch);
    const queued = ids.length > 0 ? await resend(deps, tx, ids, replay.id) : 0;
    const ended = ids.length < pace.batch;
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
      nextBatchAt: new Date(deps.clock() + pace.patienceMs),
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

/** How many of the last batch no attempt was made of yet. */
async function untried(tx: Tx, { id, batchAfter, afterId }: ReplayRow): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from deliveries
    where replay_id = ${id} and id > ${batchAfter} and id <= ${afterId} and status = 'pending'
      and day >= ${idDay(batchAfter as DeliveryId)}::date and day <= ${idDay(afterId as DeliveryId)}::date
  `.execute(tx);
  return rows[0]?.count ?? 0;
}
