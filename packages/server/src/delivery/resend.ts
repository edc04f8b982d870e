import type { Clock, DeliveryId, EventId, WebhookId } from "@countersign/wire";
import { sql } from "kysely";
import type { Tx } from "../db/index.ts";
import { postgresQueue } from "./queue/postgres.ts";

/** Which deliveries to send once more. */
export type ResendTarget = readonly DeliveryId[] | { eventId: EventId };

/**
 * Sends deliveries once more under the same `webhook-id`, marked `countersign-resend: true`, with a fresh run of
 * the retry schedule. One that still waits for a retry just comes due now; one that is being sent at this moment
 * and one whose subject was erased stay as they are. Answers how many it put on their way.
 */
export async function resend(deps: { clock: Clock }, tx: Tx, target: ResendTarget): Promise<number> {
  const named =
    "eventId" in target ? sql`d.event_id = ${target.eventId}` : sql`d.id = any(${[...target]}::text[])`;
  const found = await sql<{ id: DeliveryId; webhookId: WebhookId; attempts: number }>`
    select d.id, d.webhook_id, d.attempts
    from deliveries d
    join messages m on m.day = d.event_day and m.event_id = d.event_id and m.encoding = d.encoding
    left join subjects s on s.id = m.key_id
    where ${named} and (s.id is null or s.wrapped_key is not null)
  `.execute(tx);
  const put = await postgresQueue(tx).put(
    tx,
    found.rows.map(({ id, webhookId, attempts }) => ({
      id,
      webhookId,
      attempt: attempts,
      tries: 0,
      resend: true,
    })),
    deps.clock(),
  );
  await sql`
    update deliveries set status = 'pending', settled_at = null
    where id = any(${[...put]}::text[]) and status in ('delivered', 'exhausted', 'cancelled')
  `.execute(tx);
  return put.size;
}
