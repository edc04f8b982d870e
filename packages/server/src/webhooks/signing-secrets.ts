import { newId, type ProjectId } from "@countersign/wire";
import type { Db, Tx } from "../db/index.ts";
import { announceChange } from "./change-notice.ts";
import type { WebhooksDeps } from "./deps.ts";
import type { Webhook } from "./webhook.ts";

const secretBytes = 32;
/** How long a replaced secret goes on signing beside the new one. */
export const secretOverlapMs = 24 * 60 * 60 * 1000;

/** A secret and the moment (ms since the epoch) from which on it signs no more. */
export interface SigningSecret {
  secret: string;
  retiresAt: number | null;
}

/**
 * Makes the first secret of a project (for its static and outcome addresses) or of a configured webhook.
 *
 * @param projectId whose key seals it; the owner itself unless the owner is a webhook.
 * @param given one of the caller's own, in the same form; its entropy is the caller's to see to.
 * @returns `whsec_` and 32 bytes in base64, as Standard Webhooks has it; to be shown once.
 */
export async function createSigningSecret(
  deps: WebhooksDeps,
  tx: Db,
  ownerId: string,
  projectId: string = ownerId,
  given?: string,
): Promise<string> {
  const id = newId("signingSecret", deps.clock, deps.random);
  const secret = given ?? `whsec_${Buffer.from(deps.random(secretBytes)).toString("base64")}`;
  const key = await deps.keyring.scopeKey(tx, projectId);
  await tx
    .insertInto("signingSecrets")
    .values({ id, ownerId, secretSealed: key.seal(secret, context(id)), createdAt: new Date(deps.clock()) })
    .execute();
  return secret;
}

/**
 * Replaces the secret. The one so far goes on signing beside the new one for 24 hours; one that was already
 * on its way out by an earlier rotation ends at once, so that there are never more than two.
 */
export async function rotateSigningSecret(
  deps: WebhooksDeps,
  tx: Tx,
  ownerId: string,
  projectId: string = ownerId,
  given?: string,
): Promise<string> {
  // Rotations at the same time go one after another, and the later one retires the earlier one's secret.
  await tx.selectFrom("signingSecrets").select("id").where("ownerId", "=", ownerId).forUpdate().execute();
  await tx
    .deleteFrom("signingSecrets")
    .where("ownerId", "=", ownerId)
    .where("retiresAt", "is not", null)
    .execute();
  await tx
    .updateTable("signingSecrets")
    .set({ retiresAt: new Date(deps.clock() + secretOverlapMs) })
    .where("ownerId", "=", ownerId)
    .execute();
  const secret = await createSigningSecret(deps, tx, ownerId, projectId, given);
  await announceChange(tx, projectId as ProjectId);
  return secret;
}

/** The secrets that sign for this webhook now, newest first: one, or two during a rotation. */
export async function signingSecrets(
  deps: Pick<WebhooksDeps, "clock" | "keyring">,
  db: Db,
  webhook: Pick<Webhook, "id" | "kind" | "projectId">,
): Promise<string[]> {
  return stillSigning(await readSecrets(deps, db, webhook), deps.clock());
}

/** The secrets of a webhook with the time at which each retires, newest first. */
export async function readSecrets(
  deps: Pick<WebhooksDeps, "keyring">,
  db: Db,
  webhook: Pick<Webhook, "id" | "kind" | "projectId">,
): Promise<SigningSecret[]> {
  const rows = await db
    .selectFrom("signingSecrets")
    .select(["id", "secretSealed", "retiresAt"])
    .where("ownerId", "=", secretOwner(webhook))
    .orderBy("retiresAt", (order) => order.desc().nullsFirst())
    .execute();
  const key = await deps.keyring.scopeKey(db, webhook.projectId);
  return rows.map((row) => ({
    secret: key.unseal(row.secretSealed, context(row.id)).toString("utf8"),
    retiresAt: row.retiresAt?.getTime() ?? null,
  }));
}

export function stillSigning(secrets: readonly SigningSecret[], now: number): string[] {
  return secrets.filter(({ retiresAt }) => retiresAt === null || retiresAt > now).map(({ secret }) => secret);
}

/** Static and outcome addresses sign with their project's secrets, a configured webhook with its own. */
export function secretOwner(webhook: Pick<Webhook, "id" | "kind" | "projectId">): string {
  return webhook.kind === "configured" ? webhook.id : webhook.projectId;
}

const context = (id: string): string => `signing-secret:${id}`;
