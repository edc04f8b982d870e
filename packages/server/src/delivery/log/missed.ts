import type { WebhookId } from "@countersign/wire";
import { sql } from "kysely";
import type { Db } from "../../db/index.ts";

/** Deliveries that ended without being accepted. */
interface Missed {
  /** Used up their attempts. */
  failed: number;
  /** Were not tried, or no longer tried. */
  cancelled: number;
}

/**
 * What a webhook missed since a time: what ended then or later as exhausted or cancelled, and still
 * is. What its condition excludes is not missed.
 */
export async function missedSince(db: Db, webhookId: WebhookId, since: Date): Promise<Missed> {
  const { rows } = await sql<Missed>`
    select count(*) filter (where status = 'exhausted')::integer as failed,
      count(*) filter (where status = 'cancelled')::integer as cancelled
    from deliveries
    where webhook_id = ${webhookId} and status in ('exhausted', 'cancelled') and settled_at >= ${since}::timestamptz
      and reason is distinct from 'condition'
  `.execute(db);
  return rows[0] ?? { failed: 0, cancelled: 0 };
}
