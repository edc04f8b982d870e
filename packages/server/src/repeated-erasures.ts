import type { Logger } from "pino";
import { audit } from "./access/index.ts";
import { readErased } from "./backup/index.ts";
import { type Db, inTransaction } from "./db/index.ts";
import { eraseAll, type HttpDeps } from "./http/index.ts";
import { repeatErasures } from "./sealing/index.ts";

const pageSize = 100;
const actor = { kind: "system", id: "restore" } as const;

/**
 * Destroys the keys of listed subjects that the store still has, because it was restored to a time before they were erased.
 * Comes before anything that could open what they seal.
 */
export async function repeatListed(deps: {
  db: Db;
  /** The list that is kept apart from the store. */
  file: string;
  clock: () => number;
  log: Logger;
}): Promise<void> {
  const { db, file, clock, log } = deps;
  let repeated = 0;
  for await (const page of readErased(file)) repeated += await repeatErasures(db, page, new Date(clock()));
  if (repeated > 0)
    log.warn({ subjects: repeated }, "the store was restored: erased again who was erased since");
}

/** Does the rest of these erasures: open sessions end, deliveries are cancelled, sealed data and keyed hashes go. */
export async function completeRepeated(deps: HttpDeps): Promise<void> {
  const { db } = deps;
  for (;;) {
    const rows = await db
      .selectFrom("erasures")
      .select("subjectId")
      .where("repeating", "=", true)
      .orderBy("subjectId")
      .limit(pageSize)
      .execute();
    for (const { subjectId } of rows) {
      await inTransaction(db, async (tx) => {
        await eraseAll(deps, tx, subjectId, actor);
        // What was changed now is to be overwritten as well.
        await tx
          .updateTable("erasures")
          .set({ repeating: false, clearedAt: null, scrubbedAt: null })
          .where("subjectId", "=", subjectId)
          .execute();
        await audit(deps, tx, { actor, action: "erasure.repeat", target: subjectId });
      });
    }
    if (rows.length < pageSize) return;
  }
}
