import type { ProjectId, WebhookId } from "@countersign/wire";
import { sql } from "kysely";
import type { Tx } from "../db/index.ts";
import { announceChange } from "./change-notice.ts";
import type { WebhooksDeps } from "./deps.ts";
import { configuredWebhooks } from "./find.ts";
import type { Webhook } from "./webhook.ts";

/** The distance between neighbours, so that one can be put between two of them. */
const step = 10;

/** `differs`: the list is not that of the project's configured webhooks; nothing was changed. */
export type Reordering =
  | { kind: "ordered"; webhooks: Webhook[]; changed: Webhook[] }
  | { kind: "differs"; missing: WebhookId[]; unknown: string[] };

/**
 * Puts all configured webhooks of a project in this order, in one step: a list that was read before
 * one was added or deleted changes nothing.
 */
export async function reorderWebhooks(
  deps: Pick<WebhooksDeps, "clock">,
  tx: Tx,
  projectId: ProjectId,
  ids: readonly string[],
): Promise<Reordering> {
  await sql`
    select id from webhooks where project_id = ${projectId} and kind = 'configured' and deleted_at is null
    order by id for update
  `.execute(tx);
  const before = await configuredWebhooks(tx, projectId);
  const known = new Set<string>(before.map(({ id }) => id));
  const missing = before.map(({ id }) => id).filter((id) => !ids.includes(id));
  const unknown = ids.filter((id) => !known.has(id));
  if (missing.length > 0 || unknown.length > 0) return { kind: "differs", missing, unknown };
  const places = new Map(ids.map((id, place) => [id, place * step]));
  const moved = before.filter(({ id, position }) => places.get(id) !== position);
  await sql`
    update webhooks w set position = m.position, version = w.version + 1, updated_at = ${new Date(deps.clock())}
    from unnest(${moved.map(({ id }) => id)}::text[], ${moved.map(({ id }) => places.get(id))}::integer[])
      as m (id, position)
    where w.id = m.id
  `.execute(tx);
  if (moved.length > 0) await announceChange(tx, projectId);
  const webhooks = await configuredWebhooks(tx, projectId);
  const movedIds = new Set(moved.map(({ id }) => id));
  return { kind: "ordered", webhooks, changed: webhooks.filter(({ id }) => movedIds.has(id)) };
}
