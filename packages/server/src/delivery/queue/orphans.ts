import { sql } from "kysely";
import type { Db } from "../../db/index.ts";

/**
 * Makes due at once what a process that was killed had leased; answers how many deliveries that were. Only for a
 * store that no other process uses: there every lease that is found at the start is a dead one's, and nobody has
 * to wait until it runs out.
 */
export async function freeLeftBehind(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`
    update delivery_queue set claim = null, leased_until = null where claim is not null
  `.execute(db);
  return Number(numAffectedRows ?? 0);
}
