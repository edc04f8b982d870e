import { sql } from "kysely";
import { type Db, inTransaction, type Tx } from "../../db/index.ts";
import { type EventsDeps, type NewEvent, record } from "../../events/index.ts";
import { rarusSubscriptionOf, type Subscription } from "./row.ts";

/** `record` of events/, bound to its own deps; tests can wrap it. */
export type RecordEvent = (tx: Tx, event: NewEvent) => Promise<unknown>;

export function recorder(deps: EventsDeps): RecordEvent {
  return (tx, event) => record(deps, tx, event);
}

/** What a round did. `failed`: subscriptions whose event could not be recorded; they stay due. */
export interface Round {
  fired: number;
  failed: { id: string; error: unknown }[];
}

const batchSize = 100;

/**
 * Records the end of every subscription whose term has run out by the database's clock, exactly
 * once: the event is recorded in the transaction that marks the subscription as expired, so that a
 * crash leaves both or neither. Subscriptions that another process has locked are left to it; those
 * of an archived project wait until it is restored.
 */
export async function fireDue(recordEvent: RecordEvent, db: Db): Promise<Round> {
  const round: Round = { fired: 0, failed: [] };
  // After a failure one at a time, so that one failing subscription doesn't block the others.
  let size = batchSize;
  for (;;) {
    const except = round.failed.map(({ id }) => id);
    let claimed: string[] = [];
    try {
      const fired = await inTransaction(db, async (tx) => {
        const due = await claim(tx, size, except);
        claimed = due.map(({ id }) => id);
        for (const subscription of due) await fire(recordEvent, tx, subscription);
        return due.length;
      });
      round.fired += fired;
      if (fired < size) return round;
    } catch (error) {
      const [id] = claimed;
      if (id === undefined) throw error;
      if (claimed.length === 1) round.failed.push({ id, error });
      size = 1;
    }
  }
}

async function claim(tx: Tx, limit: number, except: string[]): Promise<Subscription[]> {
  let query = tx
    .selectFrom("operationSubscriptions")
    .selectAll()
    .where("state", "=", "active")
    .where("expiresAt", "<=", sql<Date>`now()`)
    .where("projectId", "not in", (eb) =>
      eb.selectFrom("projects").select("projects.id").where("archivedAt", "is not", null),
    )
    .orderBy("expiresAt")
    .limit(limit)
    .forUpdate()
    .skipLocked();
  if (except.length > 0) query = query.where("id", "not in", except);
  return await query.execute();
}

async function fire(recordEvent: RecordEvent, tx: Tx, subscription: Subscription): Promise<void> {
  const { id, projectId } = subscription;
  await recordEvent(tx, {
    projectId,
    type: "on_subscription",
    subject: id,
    sequence: 1,
    keyId: projectId,
    payload: { subscription: rarusSubscriptionOf(subscription) },
  });
  await tx
    .updateTable("operationSubscriptions")
    .set({ state: "expired", firedAt: sql<Date>`now()` })
    .where("id", "=", id)
    .execute();
}
