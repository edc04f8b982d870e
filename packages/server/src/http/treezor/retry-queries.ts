import { createHash } from "node:crypto";
import { maxRetryEvents, type ProjectId, type RetryQuery, treezorEventTypes } from "@countersign/wire";
import { type Db, inTransaction } from "../../db/index.ts";
import { countSelected, findReplay, type Replay, type Selection, startReplay } from "../../delivery/index.ts";
import type { HttpDeps } from "../deps.ts";

/** How long a query can be executed, and how long its result can be read after that. */
export const queryLifeMs = 60 * 60_000;

/** The events to resend, and the result. */
export interface StoredQuery {
  id: string;
  matched: number;
  /** Null until it is executed. */
  replay: Replay | null;
}

/**
 * The deliveries that a query selects: those of this surface's events, or of one type.
 */
function selectionOf(projectId: ProjectId, { startAt, endAt, webhook }: RetryQuery): Selection {
  const filter = { types: webhook === undefined ? [...treezorEventTypes] : [webhook] };
  return { projectId, filter, from: new Date(startAt), to: new Date(endAt) };
}

/**
 * Stores a query, to be executed within {@link queryLifeMs}; resolves to its id, or to null if it
 * selects too many deliveries.
 */
export async function keepQuery(
  deps: HttpDeps,
  projectId: ProjectId,
  query: RetryQuery,
): Promise<string | null> {
  const id = uuidOf(deps.random(32));
  const selection = selectionOf(projectId, query);
  const matched = await countSelected(deps.db, selection);
  if (matched > maxRetryEvents) return null;
  const now = deps.clock();
  await deps.db
    .insertInto("retryQueries")
    .values({
      id,
      projectId,
      type: query.webhook ?? null,
      fromTime: selection.from,
      toTime: selection.to,
      matched,
      createdAt: new Date(now),
      expiresAt: new Date(now + queryLifeMs),
    })
    .execute();
  return id;
}

/** A project's query; null if there is none, or if it was not executed in time. */
export async function findQuery(
  deps: HttpDeps,
  projectId: ProjectId,
  id: string,
): Promise<StoredQuery | null> {
  const row = await selectQuery(deps.db, projectId, id)?.executeTakeFirst();
  if (row === undefined || (row.replayId === null && row.expiresAt.getTime() <= deps.clock())) return null;
  const replay = row.replayId === null ? null : await findReplay(deps.db, row.replayId);
  return { id: row.id, matched: row.matched, replay };
}

/**
 * Executes a query, once; `too-many`: too many of the project's queries are in progress.
 */
export async function executeQuery(
  deps: HttpDeps,
  projectId: ProjectId,
  id: string,
): Promise<{ kind: "executed"; query: StoredQuery } | { kind: "unknown" | "again" | "too-many" }> {
  return inTransaction(deps.db, async (tx) => {
    const row = await selectQuery(tx, projectId, id)?.forUpdate().executeTakeFirst();
    if (row === undefined) return { kind: "unknown" };
    if (row.replayId !== null) return { kind: "again" };
    if (row.expiresAt.getTime() <= deps.clock()) return { kind: "unknown" };
    const [startAt, endAt] = [row.fromTime.toISOString(), row.toTime.toISOString()];
    const webhook = treezorEventTypes.find((type) => type === row.type);
    const replay = await startReplay(deps, tx, selectionOf(projectId, { startAt, endAt, webhook }));
    if (replay === null) return { kind: "too-many" };
    await tx.updateTable("retryQueries").set({ replayId: replay.id }).where("id", "=", row.id).execute();
    return { kind: "executed", query: { id: row.id, matched: row.matched, replay } };
  });
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function selectQuery(db: Db, projectId: ProjectId, id: string) {
  if (!uuid.test(id)) return undefined;
  return db.selectFrom("retryQueries").selectAll().where("id", "=", id).where("projectId", "=", projectId);
}

function uuidOf(bytes: Uint8Array): string {
  const hex = createHash("sha256").update(bytes).digest("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join("-");
}
