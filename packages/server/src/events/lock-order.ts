import type { WebhookId } from "@countersign/wire";
import { sql } from "kysely";
import type { Tx } from "../db/index.ts";

/** What keeps strict order: deliveries of one webhook with one key go one after another. */
export interface OrderKey {
  webhookId: WebhookId;
  fifoKey: string | null;
}

/**
 * Makes this transaction the only one that puts rows with these keys into the queue or takes them out, until it ends.
 * To be called before the statement that does so, which then sees what the one before left. Locks in one order, so that
 * groups can't deadlock. Keys that are null have no order and are left out.
 */
export async function lockOrder(tx: Tx, keys: readonly OrderKey[]): Promise<void> {
  const lanes = new Set(
    keys.flatMap(({ webhookId, fifoKey }) => (fifoKey === null ? [] : [`${webhookId} ${fifoKey}`])),
  );
  if (lanes.size === 0) return;
  await sql`
    select pg_advisory_xact_lock(each.lock) from (
      select distinct hashtextextended(lane, 0) as lock from unnest(${[...lanes]}::text[]) as lane order by 1
    ) as each
  `.execute(tx);
}
