import {
  type ChangeWebhook,
  type CreateWebhook,
  type FieldProblem,
  newId,
  type ProjectId,
} from "@countersign/wire";
import type { Tx } from "../db/index.ts";
import { announceChange } from "./change-notice.ts";
import { readCredentials, sealCredentials } from "./credentials.ts";
import type { WebhooksDeps } from "./deps.ts";
import { initialSettings, mergeSettings } from "./merge-settings.ts";
import { columnsOf, differences, type Settings, settingsOf } from "./settings.ts";
import { changeProblems, movingProblems, settingsProblems } from "./settings-problems.ts";
import { createSigningSecret } from "./signing-secrets.ts";
import { type Webhook, webhookColumns, webhookOf } from "./webhook.ts";

/**
 * Adds a webhook with a signing secret of its own. Whether its address may be called is the caller's to check,
 * before the transaction; so is whether the project exists.
 */
export async function createWebhook(
  deps: WebhooksDeps,
  tx: Tx,
  input: CreateWebhook,
): Promise<{ ok: true; webhook: Webhook; secret: string } | { ok: false; problems: FieldProblem[] }> {
  const { projectId: project, secret: given, ...rest } = input;
  const projectId = project as ProjectId;
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

/** What a change came to; `changed` names the settings that differ now, credentials among them. */
export type ChangeResult =
  | { kind: "changed"; webhook: Webhook; changed: (keyof Settings)[] }
  | { kind: "refused"; problems: FieldProblem[] }
  /** It has another version by now than the change was meant for. */
  | { kind: "stale"; version: number }
  | { kind: "unknown" };

/**
 * Changes what the input names, where `isMeant` takes the version that it has now. A static address takes only what its project's configuration has no word in; an
 * outcome address takes nothing.
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
    .where("id", "=", id)
    .returning(webhookColumns)
    .executeTakeFirstOrThrow();
  await announceChange(tx, before.projectId);
  return { kind: "changed", webhook: webhookOf(row), changed };
}

/**
 * Deletes a configured webhook: it gets no more events, its credentials are gone, and only the log still knows it.
 * What is pending for it is the caller's to cancel.
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
    .where("id", "=", id)
    .execute();
  await announceChange(tx, before.projectId);
  return { kind: "deleted" };
}

/** What of a static address is not part of its project's configuration. */
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
    .where("id", "=", id)
    .where("deletedAt", "is", null)
    .forUpdate()
    .executeTakeFirst();
  return row ? webhookOf(row) : null;
}
