import {
  type ChangeWebhook,
  type CreateWebhook,
  type FieldProblem,
  newId,
  type ProjectId,
} from "@countersign/wire";
import { type Tx, unproven } from "../db/index.ts";
import { announceChange } from "./change-notice.ts";
import { readCredentials, sealCredentials } from "./credentials.ts";
import type { WebhooksDeps } from "./deps.ts";
import { initialSettings, mergeSettings } from "./merge-settings.ts";
import { columnsOf, differences, type Settings, settingsOf } from "./settings.ts";
import { changeProblems, movingProblems, settingsProblems } from "./settings-problems.ts";
import { createSigningSecret } from "./signing-secrets.ts";
import { type Webhook, webhookColumns, webhookOf } from "./webhook.ts";

/**
 * Adds a webhook with its own signing secret. The caller checks before the transaction that its
 * address may be called and that the project exists.
 */
export async function createWebhook(
  deps: WebhooksDeps,
  tx: Tx,
  input: CreateWebhook & { projectId: ProjectId },
): Promise<{ ok: true; webhook: Webhook; secret: string } | { ok: false; problems: FieldProblem[] }> {
  const { projectId, secret: given, ...rest } = input;
  const settings = initialSettings(rest);
  const problems = [...changeProblems(rest), ...settingsProblems(settings, rest, deps.clock())];
  if (problems.length > 0) return { ok: false, problems };
  const now = new Date(deps.clock());
  const id = newId("webhook", deps.clock, deps.random);
  const row = await tx
    .insertInto("webhooks")
    .values({
      id,
      projectId,
      kind: "configured",
      ...columnsOf(settings),
      ...(await sealCredentials(deps, tx, { id, projectId }, settings)),
      createdAt: now,
      updatedAt: now,
    })
    .returning(webhookColumns)
    .executeTakeFirstOrThrow();
  const secret = await createSigningSecret(deps, tx, id, projectId, given);
  await announceChange(tx, projectId);
  return { ok: true, webhook: webhookOf(row), secret };
}

/** The result of a change; `changed` names the settings that differ now, credentials included. */
export type ChangeResult =
  | { kind: "changed"; webhook: Webhook; changed: (keyof Settings)[] }
  | { kind: "refused"; problems: FieldProblem[] }
  /** It has a different version than the change was meant for. */
  | { kind: "stale"; version: number }
  | { kind: "unknown" };

/**
 * Changes the settings in the input, if `isMeant` accepts the current version. Of a static address
 * only what is not part of its project's configuration can be changed; of an outcome address
 * nothing.
 */
export async function changeWebhook(
  deps: WebhooksDeps,
  tx: Tx,
  id: string,
  input: ChangeWebhook,
  isMeant: (version: number) => boolean = () => true,
): Promise<ChangeResult> {
  const before = await lock(tx, id);
  if (before === null) return { kind: "unknown" };
  if (!isMeant(before.version)) return { kind: "stale", version: before.version };
  const old = settingsOf(before, await readCredentials(deps, tx, before));
  const settings = mergeSettings(old, input);
  const problems = [
    ...fixedProblems(before, input),
    ...changeProblems(input),
    ...movingProblems(old, input),
    ...settingsProblems(settings, input, deps.clock()),
  ];
  if (problems.length > 0) return { kind: "refused", problems };
  const changed = differences(old, settings);
  if (changed.length === 0) return { kind: "changed", webhook: before, changed };
  const row = await tx
    .updateTable("webhooks")
    .set({
      ...columnsOf(settings),
      ...(await sealCredentials(deps, tx, before, settings)),
      version: before.version + 1,
      updatedAt: new Date(deps.clock()),
    })
    .where("id", "=", unproven(id))
    .returning(webhookColumns)
    .executeTakeFirstOrThrow();
  await announceChange(tx, before.projectId);
  return { kind: "changed", webhook: webhookOf(row), changed };
}

/**
 * Deletes a configured webhook: it gets no more events, its credentials are deleted, and only the
 * log still shows it. The caller cancels what is pending for it.
 */
export async function deleteWebhook(
  deps: WebhooksDeps,
  tx: Tx,
  id: string,
  isMeant: (version: number) => boolean = () => true,
): Promise<{ kind: "deleted" } | { kind: "stale"; version: number } | { kind: "unknown" }> {
  const before = await lock(tx, id);
  if (before?.kind !== "configured") return { kind: "unknown" };
  if (!isMeant(before.version)) return { kind: "stale", version: before.version };
  const now = new Date(deps.clock());
  await tx
    .updateTable("webhooks")
    .set((eb) => ({
      active: false,
      deletedAt: now,
      updatedAt: now,
      headersSealed: null,
      authSealed: null,
      version: eb("version", "+", 1),
    }))
    .where("id", "=", unproven(id))
    .execute();
  await announceChange(tx, before.projectId);
  return { kind: "deleted" };
}

/** The settings of a static address that are not part of its project's configuration. */
const freeOnStatic: ReadonlySet<string> = new Set(["timeoutMs", "retry", "rateLimitPerSecond", "fifo"]);

function fixedProblems({ kind, configKey }: Webhook, change: ChangeWebhook): FieldProblem[] {
  if (kind === "configured") return [];
  const problem =
    kind === "static"
      ? `belongs to the project's configuration, under ${configKey}`
      : "can't be changed: the address came with a session";
  return Object.keys(change)
    .filter((field) => kind === "outcome" || !freeOnStatic.has(field))
    .map((field) => ({ field, problem }));
}

async function lock(tx: Tx, id: string): Promise<Webhook | null> {
  const row = await tx
    .selectFrom("webhooks")
    .select(webhookColumns)
    .where("id", "=", unproven(id))
    .where("deletedAt", "is", null)
    .forUpdate()
    .executeTakeFirst();
  return row ? webhookOf(row) : null;
}
