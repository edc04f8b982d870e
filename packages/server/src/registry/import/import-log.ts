import { newId } from "@countersign/wire";
import { type Selectable, sql } from "kysely";
import type { Db, Schema } from "../../db/index.ts";
import type { RegistryDeps } from "../deps.ts";
import type { ImportKindName, ImportProgress, ImportReport, Refusal } from "./progress.ts";

/** Refusals beyond this are counted but not described: a thousand usually have one cause. */
export const maxRefusals = 1000;

/** Milliseconds without progress after which a running import counts as interrupted: its process died. */
const silence = 10 * 60_000;

type Deps = Pick<RegistryDeps, "db" | "clock" | "random">;

/** Records the start of an import; returns its id. */
export async function beginImport(deps: Deps, kind: ImportKindName): Promise<string> {
  const id = newId("registryImport", deps.clock, deps.random);
  const now = new Date(deps.clock());
  await deps.db
    .insertInto("registryImports")
    .values({ id, kind, state: "running", startedAt: now, updatedAt: now })
    .execute();
  return id;
}

/**
 * Saves progress and the refusals since the last call, in the transaction that stores the records. False if the import
 * was cancelled: the transaction must be rolled back.
 */
export async function noteProgress(
  deps: Pick<Deps, "clock">,
  tx: Db,
  id: string,
  progress: ImportProgress,
  newRefusals: Refusal[],
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("registryImports")
    .set({ ...progress, updatedAt: new Date(deps.clock()) })
    .$if(newRefusals.length > 0, (update) =>
      update.set({ refusals: sql`refusals || cast(cast(${JSON.stringify(newRefusals)} as text) as jsonb)` }),
    )
    .where("id", "=", id)
    .where("state", "=", "running")
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/**
 * Cancels a running import, in whichever process it runs: the batches that are stored stay, and no further one is
 * stored. False if it doesn't run, or not any more.
 */
export async function cancelImport(deps: Pick<Deps, "clock">, tx: Db, id: string): Promise<boolean> {
  const now = new Date(deps.clock());
  const { numUpdatedRows } = await tx
    .updateTable("registryImports")
    .set({ state: "cancelled", updatedAt: now, finishedAt: now })
    .where("id", "=", id)
    .where("state", "=", "running")
    .where("updatedAt", ">=", new Date(deps.clock() - silence))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Records the end of an import, unless it was cancelled. */
export async function endImport(deps: Deps, id: string, state: "finished" | "interrupted"): Promise<void> {
  const now = new Date(deps.clock());
  await deps.db
    .updateTable("registryImports")
    .set({ state, updatedAt: now, finishedAt: now })
    .where("id", "=", id)
    .where("state", "=", "running")
    .execute();
}

/** Returns an import's report, also while it runs; null if there is no such import. */
export async function findImport(deps: Pick<Deps, "db" | "clock">, id: string): Promise<ImportReport | null> {
  const row = await deps.db.selectFrom("registryImports").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? report(row, deps.clock()) : null;
}

/** A page of the imports, newest first: at most `limit` with ids before `before`. */
export async function listImports(
  deps: Pick<Deps, "db" | "clock">,
  page: { before?: string | undefined; limit: number },
): Promise<ImportReport[]> {
  let rows = deps.db.selectFrom("registryImports").selectAll().orderBy("id", "desc").limit(page.limit);
  if (page.before !== undefined) rows = rows.where("id", "<", page.before);
  return (await rows.execute()).map((row) => report(row, deps.clock()));
}

function report(row: Selectable<Schema["registryImports"]>, now: number): ImportReport {
  const dead = row.state === "running" && now - row.updatedAt.getTime() > silence;
  const { updatedAt: _, ...rest } = row;
  return { ...rest, state: dead ? "interrupted" : row.state };
}
