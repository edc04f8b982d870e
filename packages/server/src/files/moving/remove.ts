import { sql } from "kysely";
import type { Db } from "../../db/index.ts";
import type { ObjectStore } from "../contract.ts";

/** A move that takes longer was interrupted. */
const abandonedAfterMinutes = 60;
const batch = 100;

/**
 * Removes objects that no row refers to: after an erasure at once, after an interrupted move once no request of it can be
 * under way, and where other bytes took their place after `keepMs`, so that a backup of before can be restored. Resolves
 * to the number of removed objects, a hundred at most.
 *
 * @throws FilesUnavailable
 */
export async function removeUnused(
  { db, objects }: { db: Db; objects: ObjectStore },
  keepMs: number,
): Promise<number> {
  const settled = sql<Date>`now() - make_interval(mins => ${sql.lit(abandonedAfterMinutes)})`;
  await db
    .updateTable("files")
    .set({ state: "abandoned", source: null })
    .where("state", "=", "writing")
    .where("since", "<", settled)
    .execute();
  const kept = sql<Date>`now() - make_interval(secs => ${keepMs / 1000}::double precision)`;
  const unused = await db
    .selectFrom("files")
    .select("name")
    .where((eb) =>
      eb.or([
        eb("state", "=", "erased"),
        eb.and([eb("state", "=", "abandoned"), eb("since", "<", settled)]),
        eb.and([eb("state", "=", "replaced"), eb("since", "<=", kept)]),
      ]),
    )
    .limit(batch)
    .execute();
  for (const { name } of unused) {
    await objects.remove(name);
    await db.deleteFrom("files").where("name", "=", name).execute();
  }
  return unused.length;
}
