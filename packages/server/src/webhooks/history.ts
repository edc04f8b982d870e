import { type SettingsEntry, settingsEntrySchema } from "@countersign/wire";
import { type Db, type Tx, unproven } from "../db/index.ts";
import { readCredentials } from "./credentials.ts";
import type { WebhooksDeps } from "./deps.ts";
import { differencesOf, type SettingChange } from "./setting-changes.ts";
import { entryOf } from "./settings-file.ts";
import type { Webhook } from "./webhook.ts";

/** A saved state of a webhook's settings, and what differs from the one before. */
export interface WebhookVersion {
  version: number;
  at: Date;
  /** Who saved it; null for the state that was there when the history began. */
  actor: { kind: string; id: string } | null;
  settings: SettingsEntry;
  /** Empty for the first. */
  changes: SettingChange[];
}

/** How many versions of a webhook are kept. */
const kept = 100;

/** Keeps a webhook's settings before a change, if it was saved before there was a history. */
export async function beginHistory(
  deps: Pick<WebhooksDeps, "keyring">,
  tx: Tx,
  webhook: Webhook,
): Promise<void> {
  const known = await tx
    .selectFrom("webhookVersions")
    .select("version")
    .where("webhookId", "=", webhook.id)
    .limit(1)
    .executeTakeFirst();
  if (known === undefined) await keepVersion(deps, tx, webhook, null);
}

/**
 * Keeps the settings of a webhook as it now is, without credentials: of those, only which are set.
 * Called in the transaction that saved them. A version that is kept already stays as it is.
 *
 * @param actor who saved it; null if that is not known.
 */
export async function keepVersion(
  deps: Pick<WebhooksDeps, "keyring">,
  tx: Tx,
  webhook: Webhook,
  actor: { kind: string; id: string } | null,
): Promise<void> {
  const { id: _, ...settings } = entryOf(webhook, await readCredentials(deps, tx, webhook));
  await tx
    .insertInto("webhookVersions")
    .values({
      webhookId: webhook.id,
      version: webhook.version,
      at: webhook.updatedAt,
      actorKind: actor?.kind ?? null,
      actorId: actor?.id ?? null,
      settings: settings as object,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await tx
    .deleteFrom("webhookVersions")
    .where("webhookId", "=", webhook.id)
    .where("version", "<=", (eb) =>
      eb
        .selectFrom("webhookVersions as v")
        .select("v.version")
        .where("v.webhookId", "=", webhook.id)
        .orderBy("v.version", "desc")
        .offset(kept)
        .limit(1),
    )
    .execute();
}

/** The versions before `before`, newest first, at most `limit`. */
export async function listVersions(
  db: Db,
  webhookId: string,
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<WebhookVersion[]> {
  let rows = db
    .selectFrom("webhookVersions")
    .selectAll()
    .where("webhookId", "=", unproven(webhookId))
    .orderBy("version", "desc")
    // One more: the one before the last, that it is compared with.
    .limit(limit + 1);
  if (before !== undefined) rows = rows.where("version", "<", before);
  const found = (await rows.execute()).map(({ settings, actorKind, actorId, ...row }) => ({
    ...row,
    actor: actorKind === null || actorId === null ? null : { kind: actorKind, id: actorId },
    settings: settingsEntrySchema.parse(settings),
  }));
  return found.slice(0, limit).map((each, place) => {
    const previous = found[place + 1];
    return { ...each, changes: previous ? differencesOf(previous.settings, each.settings) : [] };
  });
}

/** One version; null if it is not kept. */
export async function findVersion(
  db: Db,
  webhookId: string,
  version: number,
): Promise<WebhookVersion | null> {
  const [found] = await listVersions(db, webhookId, { before: version + 1, limit: 1 });
  return found?.version === version ? found : null;
}
