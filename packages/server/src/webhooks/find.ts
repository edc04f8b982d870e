import type { ProjectId } from "@countersign/wire";
import { type SqlBool, sql } from "kysely";
import type { Db } from "../db/index.ts";
import { wants } from "./event-filter.ts";
import { type ConfigKey, type Webhook, webhookColumns, webhookOf } from "./webhook.ts";

/** One webhook of any kind, active or not; null if there is none. */
export async function findWebhook(db: Db, id: string): Promise<Webhook | null> {
  const [webhook] = await findWebhooks(db, [id]);
  return webhook ?? null;
}

/** Those of the webhooks that exist, in no certain order. */
export async function findWebhooks(db: Db, ids: readonly string[]): Promise<Webhook[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom("webhooks").select(webhookColumns).where("id", "in", ids).execute();
  return rows.map(webhookOf);
}

/** The static address under this key; null if none was ever set, or if it was cleared. */
export async function staticAddress(db: Db, projectId: ProjectId, key: ConfigKey): Promise<Webhook | null> {
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

/** The project's active static and configured webhooks that want this type; read from the store each time. */
export async function matching(db: Db, projectId: ProjectId, eventType: string): Promise<Webhook[]> {
  const webhooks = await subscribed(db, projectId);
  return webhooks.filter((webhook) => wants(webhook.eventTypes, eventType));
}

/** All of the project's webhooks that get events by their type. */
export async function subscribed(db: Db, projectId: ProjectId): Promise<Webhook[]> {
  const rows = await db
    .selectFrom("webhooks")
    .select(webhookColumns)
    .where("projectId", "=", projectId)
    .where(isSubscribed)
    .orderBy("id")
    .execute();
  return rows.map(webhookOf);
}

// Spelled out, not bound: the planner must see that they are the conditions of the partial indexes.
export const isStatic = sql<SqlBool>`kind = 'static'`;
export const isOutcome = sql<SqlBool>`kind = 'outcome'`;
const isSubscribed = sql<SqlBool>`active and kind <> 'outcome'`;
