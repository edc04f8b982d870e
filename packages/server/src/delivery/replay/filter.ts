import { type DeliveryId, idDay, type ProjectId, type ReplayableStatus } from "@countersign/wire";
import { type RawBuilder, sql } from "kysely";
import { type Db, oneOf } from "../../db/index.ts";
import { firstIdOf } from "../log/list.ts";

/**
 * Which deliveries of a project a replay sends again: any of the values of each field. As stored.
 */
export interface ReplayFilter {
  deliveryIds?: string[];
  eventIds?: string[];
  webhookIds?: string[];
  types?: string[];
  subjects?: string[];
  /** Absent: all that have ended. */
  statuses?: ReplayableStatus[];
  /** ISO 8601: what ended then or later. */
  settledSince?: string;
}

const endStatuses: readonly ReplayableStatus[] = ["delivered", "done", "exhausted", "cancelled"];

/** A filter as older versions stored it: one webhook, type or subject by itself. */
export interface StoredFilter extends ReplayFilter {
  webhookId?: string;
  type?: string;
  subject?: string;
}

/** The filter of a stored one. */
export function filterOf({ webhookId, type, subject, ...rest }: StoredFilter): ReplayFilter {
  return {
    ...(webhookId !== undefined && { webhookIds: [webhookId] }),
    ...(type !== undefined && { types: [type] }),
    ...(subject !== undefined && { subjects: [subject] }),
    ...rest,
  };
}

/** Deliveries accepted in `[from, to)` that the filter finds. */
export interface Selection {
  projectId: ProjectId;
  filter: ReplayFilter;
  from: Date;
  to: Date;
}

/**
 * As SQL over `deliveries d`. Bounds on the id use the index of the other filters, those on the day
 * exclude partitions; deliveries whose payload is destroyed or hidden are left out.
 */
function condition({ projectId, filter, from, to }: Selection, after?: DeliveryId): RawBuilder<boolean> {
  const first = firstIdOf(from);
  const end = firstIdOf(to);
  const { deliveryIds, eventIds, webhookIds, types, subjects, settledSince } = filter;
  const parts = [
    sql`d.project_id = ${projectId}`,
    sql`d.id >= ${first} and d.id < ${end}`,
    sql`d.day >= ${idDay(after && after > first ? after : first)}::date and d.day <= ${idDay(end)}::date`,
    sql`d.event_day >= (
      select greatest(k.chain_day, p.payloads_from) from key_scopes k join projects p on p.id = k.id
      where k.id = ${projectId}
    )`,
    sql`d.status = any(${[...(filter.statuses ?? endStatuses)]}::text[])`,
    // Events that the webhook's own condition excludes were never meant for it.
    sql`d.reason is distinct from 'condition'`,
  ];
  if (after !== undefined) parts.push(sql`d.id > ${after}`);
  if (deliveryIds !== undefined) parts.push(sql`d.id = any(${deliveryIds}::text[])`);
  if (eventIds !== undefined) parts.push(sql`d.event_id = any(${eventIds}::text[])`);
  if (webhookIds !== undefined) parts.push(oneOf("d.webhook_id", webhookIds));
  if (types !== undefined) parts.push(oneOf("d.type", types));
  if (subjects !== undefined) parts.push(oneOf("d.subject", subjects));
  if (settledSince !== undefined) parts.push(sql`d.settled_at >= ${new Date(settledSince)}::timestamptz`);
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

/** How many deliveries there are. */
export async function countSelected(db: Db, selection: Selection): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from deliveries d where ${condition(selection)}
  `.execute(db);
  return rows[0]?.count ?? 0;
}

/** The next ones after this id, in the order of acceptance. */
export async function nextSelected(
  db: Db,
  selection: Selection,
  after: DeliveryId,
  limit: number,
): Promise<DeliveryId[]> {
  const { rows } = await sql<{ id: DeliveryId }>`
    select d.id from deliveries d where ${condition(selection, after)} order by d.id limit ${limit}
  `.execute(db);
  return rows.map((row) => row.id);
}
