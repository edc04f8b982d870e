import {
  type Clock,
  type DeliveryStatus,
  isId,
  newId,
  type ProjectId,
  type Random,
  type ReplayId,
  type ReplayStatus,
} from "@countersign/wire";
import { type Selectable, sql } from "kysely";
import { type Db, oneOf, type Schema, type Tx, unproven, wake } from "../../db/index.ts";
import { firstIdOf } from "../log/list.ts";
import { filterOf, type Selection } from "./filter.ts";

/** Where workers are notified of a new replay. */
export const replaysChannel = "countersign_replays";

/** A resend by filter, and its progress. */
export interface Replay extends Selection {
  id: ReplayId;
  status: ReplayStatus;
  /** Null until counted. */
  matched: number | null;
  queued: number;
  skipped: number;
  createdAt: Date;
  finishedAt: Date | null;
}

/**
 * Maximum of running replays of a project: enough for one per webhook after an outage, and no flood
 * of them.
 */
export const maxReplays = 100;

/**
 * Records the replay; a worker of any process runs it, batch by batch, once that is
 * committed. Null, and nothing is written, if the project has {@link maxReplays} running.
 */
export async function startReplay(
  deps: { clock: Clock; random: Random },
  tx: Tx,
  selection: Selection,
): Promise<Replay | null> {
  const now = new Date(deps.clock());
  const { projectId, filter, from, to } = selection;
  // Replays that are requested at the same time are counted one after another.
  await tx.selectFrom("projects").select("id").where("id", "=", projectId).forNoKeyUpdate().execute();
  const { running } = await tx
    .selectFrom("replays")
    .select((eb) => eb.fn.countAll<string>().as("running"))
    .where("projectId", "=", projectId)
    .where("state", "=", "running")
    .executeTakeFirstOrThrow();
  if (Number(running) >= maxReplays) return null;
  const start = firstIdOf(from);
  const row = await tx
    .insertInto("replays")
    .values({
      id: newId("replay", deps.clock, deps.random),
      projectId,
      filter,
      fromTime: from,
      toTime: to,
      state: "running",
      batchAfter: start,
      afterId: start,
      nextBatchAt: now,
      createdAt: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  wake(tx, replaysChannel);
  return replayOf(row);
}

/** Null when there is none. */
export async function findReplay(db: Db, id: string): Promise<Replay | null> {
  if (!isId("replay", id)) return null;
  const row = await db.selectFrom("replays").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? replayOf(row) : null;
}

/**
 * A project's replays, or all, the newest first: at most `limit`, older than the replay `before`.
 */
export async function listReplays(
  db: Db,
  query: {
    projectId?: ProjectId | readonly ProjectId[] | undefined;
    status?: readonly ReplayStatus[] | undefined;
    from?: Date | undefined;
    to?: Date | undefined;
    before?: string | undefined;
    limit: number;
  },
): Promise<Replay[]> {
  const { projectId, status, from, to, before, limit } = query;
  let rows = db.selectFrom("replays").selectAll().orderBy("id", "desc").limit(limit);
  if (projectId !== undefined) rows = rows.where(oneOf("projectId", [projectId].flat()));
  if (status !== undefined) rows = rows.where("state", "in", [...status]);
  if (from !== undefined) rows = rows.where("createdAt", ">=", from);
  if (to !== undefined) rows = rows.where("createdAt", "<", to);
  if (before !== undefined) rows = rows.where("id", "<", unproven(before));
  return (await rows.execute()).map(replayOf);
}

/** A replay as it is stored. */
export type ReplayRow = Selectable<Schema["replays"]>;

/**
 * The current status of the deliveries that the replay queued; one that a later replay sent counts
 * there.
 */
export async function standingOf(db: Db, { id, from, to }: Replay): Promise<Record<DeliveryStatus, number>> {
  const { rows } = await sql<{ status: DeliveryStatus; count: number }>`
    select status, count(*)::integer as count from deliveries
    where replay_id = ${id} and day >= ${day(from)}::date and day <= ${day(to)}::date
    group by status
  `.execute(db);
  const standing = { pending: 0, retrying: 0, delivered: 0, done: 0, exhausted: 0, cancelled: 0 };
  for (const { status, count } of rows) standing[status] = count;
  return standing;
}

/**
 * Cancels a replay; deliveries already queued still go out. A replay that has ended stays as it is.
 */
export async function cancelReplay(deps: { clock: Clock }, tx: Tx, id: ReplayId): Promise<Replay> {
  await tx
    .updateTable("replays")
    .set({ state: "cancelled", finishedAt: new Date(deps.clock()) })
    .where("id", "=", id)
    .where("state", "=", "running")
    .execute();
  const row = await tx.selectFrom("replays").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  return replayOf(row);
}

/** The replay of a row. */
export function replayOf(row: ReplayRow): Replay {
  return {
    id: row.id,
    projectId: row.projectId,
    filter: filterOf(row.filter),
    from: row.fromTime,
    to: row.toTime,
    status: row.state,
    matched: row.matched,
    queued: row.queued,
    skipped: row.skipped,
    createdAt: row.createdAt,
    finishedAt: row.finishedAt,
  };
}

function day(time: Date): string {
  return time.toISOString().slice(0, 10);
}
