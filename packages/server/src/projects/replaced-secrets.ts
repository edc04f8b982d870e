import { newId, type ProjectId, type Random } from "@countersign/wire";
import type { Db, Tx } from "../db/index.ts";

/** The secrets of a project of which this table keeps the previous ones. */
export type ReplacedKind = "secret" | "requestSecret";

type Deps = { clock: () => number; random: Random };

/** Previous secrets that are still accepted: the one that hashes are made with, and the latest. */
const maxPrevious = 2;

/**
 * Keeps the current secret, which is about to be replaced, for `overlapMs`; with 0 every previous one ends. Of an
 * overlap that is still under way the oldest stays, too: a repeated rotation takes no caller's secret away.
 *
 * @returns until when the replaced one is accepted; null if it is not.
 */
export async function keepReplaced(
  deps: Deps,
  tx: Tx,
  id: ProjectId,
  what: ReplacedKind,
  overlapMs: number,
): Promise<Date | null> {
  const now = new Date(deps.clock());
  const project = await tx
    .selectFrom("projects")
    .select(["secretSealed", "secretMac", "requestSecretSealed"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const previous = await stillAccepted(tx, id, what, now);
  const kept = overlapMs === 0 ? [] : previous.slice(0, maxPrevious - 1).map((row) => row.id);
  let gone = tx.deleteFrom("replacedSecrets").where("projectId", "=", id).where("what", "=", what);
  if (kept.length > 0) gone = gone.where("id", "not in", kept);
  await gone.execute();
  const secretSealed = what === "secret" ? project.secretSealed : project.requestSecretSealed;
  if (overlapMs === 0 || secretSealed === null) return null;
  const retiresAt = new Date(now.getTime() + overlapMs);
  await tx
    .insertInto("replacedSecrets")
    .values({
      id: newId("signingSecret", deps.clock, deps.random),
      projectId: id,
      what,
      secretSealed,
      secretMac: what === "secret" ? project.secretMac : null,
      retiresAt,
    })
    .execute();
  return retiresAt;
}

/** The previous secrets that are accepted at this moment, sealed: those that have not yielded first, then by age. */
export async function stillAccepted(db: Db, id: ProjectId, what: ReplacedKind, now: Date) {
  return db
    .selectFrom("replacedSecrets")
    .select(["id", "secretSealed", "retiresAt", "yieldedAt"])
    .where("projectId", "=", id)
    .where("what", "=", what)
    .where("retiresAt", ">", now)
    .orderBy("yieldedAt", (order) => order.desc().nullsFirst())
    .orderBy("place")
    .execute();
}

/** Has what is made with one secret made with the current one. False if it was already. */
export async function yieldReplaced(deps: Pick<Deps, "clock">, tx: Tx, id: ProjectId): Promise<boolean> {
  const now = new Date(deps.clock());
  const yielded = await tx
    .updateTable("replacedSecrets")
    .set({ yieldedAt: now })
    .where("projectId", "=", id)
    .where("what", "=", "secret")
    .where("retiresAt", ">", now)
    .where("yieldedAt", "is", null)
    .returning("id")
    .execute();
  return yielded.length > 0;
}

/** Ends the previous secrets now. False if there is none. */
export async function endReplaced(
  deps: Pick<Deps, "clock">,
  tx: Tx,
  id: ProjectId,
  what: ReplacedKind,
): Promise<boolean> {
  const ended = await tx
    .deleteFrom("replacedSecrets")
    .where("projectId", "=", id)
    .where("what", "=", what)
    .returning("retiresAt")
    .execute();
  return ended.some(({ retiresAt }) => retiresAt.getTime() > deps.clock());
}
