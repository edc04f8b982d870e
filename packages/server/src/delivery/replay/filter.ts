import { type DeliveryId, type EndStatus, endStatuses, idDay, type ProjectId } from "@countersign/wire";
import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../db/index.ts";
import { firstIdOf } from "../log/list.ts";

/** Which deliveries of a project a replay sends once more; each field narrows. As it is stored. */
export interface ReplayFilter {
  webhookId?: string;
  type?: string;
  /** Any of these. */
  types?: string[];
  /** Absent: all that are not on their way anyhow. */
  statuses?: EndStatus[];
  subject?: string;
  /** ISO 8601: what came to its end then or later. */
  settledSince?: string;
}

/** Deliveries accepted in `[from, to)` that the filter finds. */
export interface Selection {
  projectId: ProjectId;
  filter: ReplayFilter;
  from: Date;
  to: Date;
}

/**
 * As SQL over `deliveries d`. Bounds on the id use the index of whatever else is asked for, those on the day leave out
 * partitions; what has lost its payload, or shows it no longer, is left out.
 */
function condition({ projectId, filter, from, to }: Selection, after?: DeliveryId): RawBuilder<boolean> {
  const first = firstIdOf(from);
  const end = firstIdOf(to);
  const { webhookId, type, types, subject, settledSince } = filter;
  const parts = [
    sql`d.project_id = ${projectId}`,
    sql`d.id >= ${first} and d.id < ${end}`,
    sql`d.day >= ${idDay(after && after > first ? after : first)}::date and d.day <= ${idDay(end)}::date`,
    sql`d.event_day >= (
      select greatest(k.chain_day, p.payloads_from) from key_scopes k join projects p on p.id = k.id
      where k.id = ${projectId}
    )`,
    sql`d.status = any(${filter.statuses ?? [...endStatuses]}::text[])`,
    // What a webhook's own condition keeps away was never meant for it.
    sql`d.reason is distinct from 'condition'`,
  ];
  if (after !== undefined) parts.push(sql`d.id > ${after}`);
  if (webhookId !== undefined) parts.push(sql`d.webhook_id = ${webhookId}`);
  if (type !== undefined) parts.push(sql`d.type = ${type}`);
  if (types !== undefined) parts.push(sql`d.type = any(${types}::text[])`);
  if (subject !== undefined) parts.push(sql`d.subject = ${subject}`);
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

/** The next ones after this id, in the order in which they were accepted. */
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
