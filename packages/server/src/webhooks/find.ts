import type { ProjectId, WebhookConfigKey, WebhookId, WebhookStatus } from "@countersign/wire";
import { type RawBuilder, type SqlBool, sql } from "kysely";
import { anyOf, type Db, oneOf, unproven } from "../db/index.ts";
import { concerns } from "./concerns.ts";
import { type Webhook, webhookColumns, webhookOf } from "./webhook.ts";

/** One webhook of any kind, active, deleted or not; null if there is none. */
export async function findWebhook(db: Db, id: string): Promise<Webhook | null> {
  const row = await db
    .selectFrom("webhooks")
    .select(webhookColumns)
    .where("id", "=", unproven(id))
    .executeTakeFirst();
  return row === undefined ? null : webhookOf(row);
}

/** The webhooks of these ids that exist, in any order. */
export async function findWebhooks(db: Db, ids: readonly WebhookId[]): Promise<Webhook[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom("webhooks").select(webhookColumns).where("id", "=", anyOf(ids)).execute();
  return rows.map(webhookOf);
}

/** The static address under this key; null if none was ever set, or it was cleared. */
export async function staticAddress(
  db: Db,
  projectId: ProjectId,
  key: WebhookConfigKey,
): Promise<Webhook | null> {
  const row = await db
    .selectFrom("webhooks")
    .select(webhookColumns)
    .where("projectId", "=", projectId)
    .where("configKey", "=", key)
    .where(isStatic)
    .where("active", "=", true)
    .executeTakeFirst();
  return row ? webhookOf(row) : null;
}

/**
 * The project's static and configured webhooks that an event of this type at the time `at`
 * (milliseconds since the epoch) is delivered to: active ones in their period, in their order,
 * without gates. Disabled ones are included, so that what they miss is kept. Reads from the store
 * each time.
 */
export async function matching(
  db: Db,
  projectId: ProjectId,
  eventType: string,
  at: number,
): Promise<Webhook[]> {
  const webhooks = await subscribed(db, projectId);
  return webhooks.filter((webhook) => concerns(webhook, eventType, at));
}

/** All active webhooks of the project that subscribe to types of events, in their order. */
export async function subscribed(db: Db, projectId: ProjectId): Promise<Webhook[]> {
  const rows = await db
    .selectFrom("webhooks")
    .select(webhookColumns)
    .where("projectId", "=", projectId)
    .where(isSubscribed)
    .orderBy("position")
    .orderBy("id")
    .execute();
  return rows.map(webhookOf);
}

/** All configured webhooks of the project, active or not, in their order, without deleted ones. */
export async function configuredWebhooks(db: Db, projectId: ProjectId): Promise<Webhook[]> {
  const rows = await db
    .selectFrom("webhooks")
    .select(webhookColumns)
    .where("projectId", "=", projectId)
    .where("kind", "=", "configured")
    .where(isListed)
    .orderBy("position")
    .orderBy("id")
    .execute();
  return rows.map(webhookOf);
}

/**
 * A page of settings records, newest first: at most `limit`, older than the webhook `before`.
 * Without kinds, static and configured ones. Deleted ones are left out.
 */
export async function listWebhooks(
  db: Db,
  query: {
    projectId?: ProjectId | readonly ProjectId[] | undefined;
    kind?: readonly Webhook["kind"][] | undefined;
    status?: readonly WebhookStatus[] | undefined;
    /** A part of its name, address, or an event pattern of it; or its id. */
    search?: string | undefined;
    from?: Date | undefined;
    to?: Date | undefined;
    before?: string | undefined;
    limit: number;
  },
): Promise<Webhook[]> {
  let rows = db
    .selectFrom("webhooks")
    .select(webhookColumns)
    .where(isListed)
    .orderBy("id", "desc")
    .limit(query.limit);
  if (query.projectId !== undefined) rows = rows.where(oneOf("projectId", [query.projectId].flat()));
  rows = query.kind === undefined ? rows.where(isNoOutcome) : rows.where("kind", "in", query.kind);
  const { status, from, to, search } = query;
  if (search !== undefined) rows = rows.where(matchesText(search));
  if (status !== undefined)
    rows = rows.where((eb) => eb.or(status.map((each) => sql<SqlBool>`(${ofStatus[each]})`)));
  if (from !== undefined) rows = rows.where("createdAt", ">=", from);
  if (to !== undefined) rows = rows.where("createdAt", "<", to);
  if (query.before !== undefined) rows = rows.where("id", "<", unproven(query.before));
  return (await rows.execute()).map(webhookOf);
}

/** Whether name, address or a pattern contains this text, in any case. */
function matchesText(text: string): RawBuilder<SqlBool> {
  const part = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return sql<SqlBool>`(
    name ilike ${part} or url ilike ${part} or id = ${text} or exists (
      select from unnest(event_types) as each_type where each_type ilike ${part}
    )
  )`;
}

// Literals, not parameters: the planner must see that they match the conditions of the partial
// indexes.
export const isStatic = sql<SqlBool>`kind = 'static'`;
export const isOutcome = sql<SqlBool>`kind = 'outcome'`;
const isNoOutcome = sql<SqlBool>`kind <> 'outcome'`;
const ofStatus: Readonly<Record<WebhookStatus, RawBuilder<SqlBool>>> = {
  active: sql`active and disabled_at is null`,
  paused: sql`not active`,
  disabled: sql`active and disabled_at is not null`,
};
const isListed = sql<SqlBool>`deleted_at is null`;
const isSubscribed = sql<SqlBool>`active and kind <> 'outcome'`;
