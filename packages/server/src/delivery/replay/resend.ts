import {
  type Clock,
  type DeliveryId,
  type EventId,
  idDay,
  type ReplayId,
  type WebhookId,
} from "@countersign/wire";
import { sql } from "kysely";
import type { Tx } from "../../db/index.ts";
import { postgresQueue } from "../queue/index.ts";

/** Which deliveries to send again. */
export type ResendTarget = readonly DeliveryId[] | { eventId: EventId };

/**
 * Sends deliveries again under the same `webhook-id`, marked `countersign-resend: true`, with a
 * fresh run of the retry schedule, in the order of acceptance. One that still waits for a retry
 * just becomes due now. Skipped: one that is being sent at this moment, one whose subject was
 * erased or whose payload is gone, and one whose webhook is off. Returns how many it queued.
 *
 * @param replayId the replay that they are part of, if any.
 */
export async function resend(
  deps: { clock: Clock },
  tx: Tx,
  target: ResendTarget,
  replayId: ReplayId | null = null,
): Promise<number> {
  const named =
    "eventId" in target
      ? sql`d.event_id = ${target.eventId} and d.day >= ${idDay(target.eventId)}::date`
      : sql`(d.day, d.id) in (select * from unnest(${target.map((id) => idDay(id))}::date[], ${[...target]}::text[]))`;
  const found = await sql<{ id: DeliveryId; webhookId: WebhookId; attempts: number }>`
    select d.id, d.webhook_id, d.attempts
    from deliveries d
    join messages m on m.day = d.event_day and m.event_id = d.event_id and m.encoding = d.encoding
    join key_scopes k on k.id = d.project_id and k.chain_day <= d.event_day
    join projects p on p.id = d.project_id and p.payloads_from <= d.event_day
    join webhooks w on w.id = d.webhook_id and w.active and w.disabled_at is null
    left join subjects s on s.id = m.key_id
    where ${named} and (s.id is null or s.erased_at is null)
    order by d.id
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
  const ids = [...put];
  await sql`
    update deliveries set status = case status when 'retrying' then status else 'pending' end, settled_at = null, reason = null, replay_id = ${replayId}
    where (day, id) in (select * from unnest(${ids.map((id) => idDay(id))}::date[], ${ids}::text[]))
      and status in ('retrying', 'delivered', 'done', 'exhausted', 'cancelled')
  `.execute(tx);
  return put.size;
}
