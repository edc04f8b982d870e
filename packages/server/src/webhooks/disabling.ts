import { type Db, type Tx, unproven } from "../db/index.ts";
import { announceChange } from "./change-notice.ts";
import type { WebhooksDeps } from "./deps.ts";
import { type Webhook, webhookColumns, webhookOf } from "./webhook.ts";

/** The columns of a webhook that is not disabled and has no recent failures. */
export const enabled = { disabledAt: null, disabledReason: null, failingSince: null } as const;

/**
 * Disables a webhook of any kind: from the commit on, deliveries to it are kept as cancelled. The
 * reason is one line without personal data. Null if it is already disabled, or there is none.
 */
export async function disableWebhook(
  deps: Pick<WebhooksDeps, "clock">,
  tx: Tx,
  id: string,
  reason: string | null,
): Promise<Webhook | null> {
  const now = new Date(deps.clock());
  const row = await tx
    .updateTable("webhooks")
    .set((eb) => ({
      disabledAt: now,
      disabledReason: reason,
      version: eb("version", "+", 1),
      updatedAt: now,
    }))
    .where("id", "=", unproven(id))
    .where("disabledAt", "is", null)
    .where("deletedAt", "is", null)
    .returning(webhookColumns)
    .executeTakeFirst();
  if (!row) return null;
  const webhook = webhookOf(row);
  await announceChange(tx, webhook.projectId);
  return webhook;
}

/**
 * Enables a webhook again. `missedSince` is where a recovery should begin: at the first failure
 * that led to the disabling, or at the disabling itself. Null if it is not disabled, or there is
 * none.
 */
export async function enableWebhook(
  deps: Pick<WebhooksDeps, "clock">,
  tx: Tx,
  id: string,
): Promise<{ webhook: Webhook; missedSince: Date } | null> {
  const before = await disabledSince(tx, id);
  if (before === null) return null;
  const row = await tx
    .updateTable("webhooks")
    .set((eb) => ({ ...enabled, version: eb("version", "+", 1), updatedAt: new Date(deps.clock()) }))
    .where("id", "=", unproven(id))
    .returning(webhookColumns)
    .executeTakeFirstOrThrow();
  const webhook = webhookOf(row);
  await announceChange(tx, webhook.projectId);
  return { webhook, missedSince: before };
}

async function disabledSince(tx: Db, id: string): Promise<Date | null> {
  const row = await tx
    .selectFrom("webhooks")
    .select(["disabledAt", "failingSince"])
    .where("id", "=", unproven(id))
    .where("deletedAt", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (!row?.disabledAt) return null;
  const { disabledAt, failingSince } = row;
  return failingSince !== null && failingSince < disabledAt ? failingSince : disabledAt;
}
