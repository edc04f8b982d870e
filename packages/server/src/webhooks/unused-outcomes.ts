import { sql } from "kysely";
import { type Db, inTransaction } from "../db/index.ts";

const dayMs = 24 * 60 * 60 * 1000;
/** Webhooks checked in one transaction. */
const batch = 500;
const maxBatches = 20;

/**
 * Removes addresses from sessions' `hooks[]` that nothing refers to any more: no open session, and
 * no delivery in the log. Those created within a day stay. Checks 10,000 of them at most, after the
 * webhook `after`.
 *
 * @param now by the store's clock, in milliseconds since the epoch.
 * @returns how many were removed, and the id to continue after: "" once all were checked.
 */
export async function removeUnusedOutcomes(
  db: Db,
  now: number,
  after: string,
): Promise<{ removed: number; after: string }> {
  let [removed, last] = [0, after];
  for (let number = 0; number < maxBatches; number++) {
    const done = await removeBatch(db, new Date(now - dayMs), last);
    removed += done.removed;
    if (done.last === null) return { removed, after: "" };
    last = done.last;
  }
  return { removed, after: last };
}

async function removeBatch(
  db: Db,
  before: Date,
  after: string,
): Promise<{ removed: number; last: string | null }> {
  return inTransaction(db, async (tx) => {
    // Locks first, then checks what refers to them: a session that is just being started holds its
    // webhook's row (`outcomeAddress`), and is either seen by the second statement or finds the row
    // gone.
    const { rows } = await sql<{ id: string }>`
      select id from webhooks where kind = 'outcome' and created_at < ${before}::timestamptz and id > ${after}::text
      order by id limit ${batch}::integer for update
    `.execute(tx);
    const last = rows.length < batch ? null : (rows.at(-1)?.id ?? null);
    const { numAffectedRows } = await sql`
      delete from webhooks w
      where w.id = any(${rows.map(({ id }) => id)}::text[])
        and not exists (select from deliveries d where d.webhook_id = w.id)
        and w.id <> all (array(
          select unnest(s.outcome_webhook_ids) from sessions s
          where s.state in ('created', 'started', 'processing', 'in_review', 'resubmission_requested')
        ))
    `.execute(tx);
    return { removed: Number(numAffectedRows ?? 0), last };
  });
}
