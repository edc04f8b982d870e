import type { FieldProblem, ProjectId, SettingsEntry } from "@countersign/wire";
import type { Db, Tx } from "../db/index.ts";
import { readCredentials } from "./credentials.ts";
import type { WebhooksDeps } from "./deps.ts";
import { configuredWebhooks } from "./find.ts";
import { changeWebhook, createWebhook } from "./manage.ts";
import { differencesOf, type SettingChange } from "./setting-changes.ts";
import { entryOf } from "./settings-file.ts";
import type { Webhook } from "./webhook.ts";

/** What one entry of a file does. */
export interface ImportStep {
  action: "add" | "change" | "same" | "left";
  /** Null where it is added by a diff alone. */
  id: string | null;
  name: string;
  changes: SettingChange[];
  /** Credentials that the file names and this project's webhook doesn't have: to be set by hand. */
  missingSecrets: string[];
  /** Of an added one. */
  secret?: string;
  /** As it is after the step; absent where the file leaves it alone. */
  webhook?: Webhook;
}

/** The project's configured webhooks as entries of a file, in their order. */
export async function exportSettings(
  deps: Pick<WebhooksDeps, "keyring">,
  db: Db,
  projectId: ProjectId,
): Promise<SettingsEntry[]> {
  const webhooks = await configuredWebhooks(db, projectId);
  return Promise.all(
    webhooks.map(async (webhook) => entryOf(webhook, await readCredentials(deps, db, webhook))),
  );
}

/** Which webhook of the project an entry means: that of its id, else the only one of its name. */
export function meantBy(entry: SettingsEntry, webhooks: readonly Webhook[]): Webhook | null {
  const byId = webhooks.find(({ id }) => id === entry.id);
  if (byId !== undefined) return byId;
  const named = webhooks.filter(({ name }) => name === entry.name);
  return named.length === 1 ? (named[0] ?? null) : null;
}

/**
 * Brings the project's configured webhooks to what the file says, in the caller's transaction:
 * rolled back, it is a diff. Webhooks that the file doesn't name are left as they are. Addresses
 * and texts are the caller's to check before.
 */
export async function importSettings(
  deps: WebhooksDeps,
  tx: Tx,
  projectId: ProjectId,
  entries: readonly SettingsEntry[],
): Promise<{ ok: true; steps: ImportStep[] } | { ok: false; problems: FieldProblem[] }> {
  const webhooks = await configuredWebhooks(tx, projectId);
  const problems: FieldProblem[] = [];
  const steps: ImportStep[] = [];
  const meant = new Set<string>();
  for (const [at, entry] of entries.entries()) {
    const { id: _, secrets: named = [], ...settings } = entry;
    const place = (each: FieldProblem) => ({ ...each, field: `webhooks.${at}.${each.field}` });
    const before = meantBy(entry, webhooks);
    if (before !== null && meant.has(before.id)) {
      problems.push(place({ field: "name", problem: "is the same webhook as an earlier entry" }));
      continue;
    }
    const result =
      before === null
        ? await createWebhook(deps, tx, { projectId, ...settings })
        : await changeWebhook(deps, tx, before.id, settings);
    if ("problems" in result) {
      problems.push(...result.problems.map(place));
      continue;
    }
    if (!("webhook" in result)) continue;
    const { webhook } = result;
    meant.add(webhook.id);
    const credentials = await readCredentials(deps, tx, webhook);
    const after = entryOf(webhook, credentials);
    const old = before && entryOf(before, await readCredentials(deps, tx, before));
    const changes = old === null ? [] : differencesOf(old, after);
    steps.push({
      action: before === null ? "add" : changes.length > 0 ? "change" : "same",
      id: webhook.id,
      name: webhook.name,
      webhook,
      changes,
      missingSecrets: named.filter((name) => !after.secrets?.includes(name)),
      ...("secret" in result && { secret: result.secret }),
    });
  }
  if (problems.length > 0) return { ok: false, problems };
  const left = webhooks.filter(({ id }) => !meant.has(id));
  steps.push(
    ...left.map(({ id, name }) => ({ action: "left" as const, id, name, changes: [], missingSecrets: [] })),
  );
  return { ok: true, steps };
}
