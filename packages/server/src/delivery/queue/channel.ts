import { sql } from "kysely";
import type { Db } from "../../db/index.ts";

/** Where workers of all processes are notified that something is due. */
export const deliveriesChannel = "countersign_deliveries";

/** Notifies the workers; within a transaction, Postgres holds the notification until the commit. */
export async function notifyDue(db: Db): Promise<void> {
  await sql`select pg_notify(${deliveriesChannel}, '')`.execute(db);
}
