import { newId, type ProjectId } from "@countersign/wire";
import type { Db, Tx } from "../db/index.ts";
import { announceChange } from "./change-notice.ts";
import type { WebhooksDeps } from "./deps.ts";
import type { Webhook } from "./webhook.ts";

const secretBytes = 32;
/** How long a replaced secret stays valid by default. */
export const secretOverlapMs = 24 * 60 * 60 * 1000;

/** A secret and the time (ms since the epoch) from which on it no longer signs. */
export interface SigningSecret {
  secret: string;
  retiresAt: number | null;
}

/** The state of the secrets that sign. */
export interface Signing {
  /** When the current secret was made. */
  rotatedAt: Date;
  /** When the last of the replaced secrets ends; null: none signs any more. */
  previousValidUntil: Date | null;
  /** Which secret makes a signature that has room for one. */
  signsWith: "previous" | "current";
}

/** A rotation in progress. */
export interface Rotation {
  /** When the last of the replaced secrets ends. */
  previousValidUntil: Date;
  /** Which secret makes a signature that has room for one. */
  signsWith: "previous" | "current";
}

/**
 * Creates the first secret of a project (for its static and outcome addresses) or of a configured
 * webhook.
 *
 * @param projectId the project whose key seals it; the owner itself unless that is a webhook.
 * @param given the caller's own secret, in the same form; the caller ensures its entropy.
 * @returns `whsec_` and 32 bytes in base64, as in Standard Webhooks; to be shown once.
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
 * Replaces the secret. The previous one keeps signing for `overlapMs`, and makes the signatures
 * that have room for one secret until then or until `switchSigningSecret`; with 0 every older one
 * ends at once. The leading secret of a rotation in progress stays, too, so that a repeated
 * rotation invalidates no receiver's secret; at most three sign.
 */
export async function rotateSigningSecret(
  deps: WebhooksDeps,
  tx: Tx,
  owner: { ownerId: string; projectId: ProjectId },
  { given, overlapMs = secretOverlapMs }: { given?: string | undefined; overlapMs?: number | undefined } = {},
): Promise<{ secret: string; previousValidUntil: Date | null }> {
  const { ownerId, projectId } = owner;
  const now = deps.clock();
  const rows = await lockSecrets(tx, ownerId);
  const [leading] = stillSigning(inOrder(rows), now);
  const current = rows.find(({ retiresAt }) => retiresAt === null);
  const kept = overlapMs === 0 ? [] : [leading, current].flatMap((row) => row?.id ?? []);
  const dropped = rows.map(({ id }) => id).filter((id) => !kept.includes(id));
  if (dropped.length > 0) await tx.deleteFrom("signingSecrets").where("id", "in", dropped).execute();
  const retiresAt = new Date(now + overlapMs);
  if (current !== undefined && overlapMs > 0) {
    await tx.updateTable("signingSecrets").set({ retiresAt }).where("id", "=", current.id).execute();
  }
  const secret = await createSigningSecret(deps, tx, ownerId, projectId, given);
  await announceChange(tx, projectId);
  return { secret, previousValidUntil: overlapMs > 0 ? retiresAt : null };
}

/**
 * From now on the current secret makes the signatures that have room for one; the previous ones
 * stay in the list of `webhook-signature` until they end. False if no previous one makes them.
 */
export async function switchSigningSecret(
  deps: Pick<WebhooksDeps, "clock">,
  tx: Tx,
  { ownerId, projectId }: { ownerId: string; projectId: ProjectId },
): Promise<boolean> {
  await lockSecrets(tx, ownerId);
  const now = new Date(deps.clock());
  const yielded = await tx
    .updateTable("signingSecrets")
    .set({ yieldedAt: now })
    .where("ownerId", "=", ownerId)
    .where("retiresAt", ">", now)
    .where("yieldedAt", "is", null)
    .returning("id")
    .execute();
  await announceChange(tx, projectId);
  return yielded.length > 0;
}

/** Ends the previous secrets now. False if there is none. */
export async function endPreviousSigningSecrets(
  deps: Pick<WebhooksDeps, "clock">,
  tx: Tx,
  { ownerId, projectId }: { ownerId: string; projectId: ProjectId },
): Promise<boolean> {
  const ended = await tx
    .deleteFrom("signingSecrets")
    .where("ownerId", "=", ownerId)
    .where("retiresAt", "is not", null)
    .returning("retiresAt")
    .execute();
  await announceChange(tx, projectId);
  return ended.some(({ retiresAt }) => (retiresAt?.getTime() ?? 0) > deps.clock());
}

/** How it is signed, by the secrets' owner. */
export async function signings(
  deps: Pick<WebhooksDeps, "clock">,
  db: Db,
  owners: readonly string[],
): Promise<Map<string, Signing>> {
  if (owners.length === 0) return new Map();
  const rows = await db
    .selectFrom("signingSecrets")
    .select(["ownerId", "createdAt", "retiresAt", "yieldedAt"])
    .where("ownerId", "in", [...owners])
    .where((eb) => eb.or([eb("retiresAt", "is", null), eb("retiresAt", ">", new Date(deps.clock()))]))
    // The current one first: the others are said of it.
    .orderBy("retiresAt", (order) => order.asc().nullsFirst())
    .execute();
  const found = new Map<string, Signing>();
  for (const { ownerId, createdAt, retiresAt, yieldedAt } of rows) {
    const known = found.get(ownerId);
    if (known === undefined) {
      found.set(ownerId, { rotatedAt: createdAt, previousValidUntil: null, signsWith: "current" });
    } else if (retiresAt !== null) {
      known.previousValidUntil = retiresAt;
      if (yieldedAt === null) known.signsWith = "previous";
    }
  }
  return found;
}

/**
 * The secrets that sign for this webhook now. The first makes signatures with room for one: during
 * a rotation the oldest, unless it has yielded.
 */
export async function signingSecrets(
  deps: Pick<WebhooksDeps, "clock" | "keyring">,
  db: Db,
  webhook: Pick<Webhook, "id" | "kind" | "projectId">,
): Promise<string[]> {
  return stillSigning(await readSecrets(deps, db, webhook), deps.clock()).map(({ secret }) => secret);
}

/**
 * The secrets of a webhook with the time at which each retires, in the order of `signingSecrets`.
 */
export async function readSecrets(
  deps: Pick<WebhooksDeps, "keyring">,
  db: Db,
  webhook: Pick<Webhook, "id" | "kind" | "projectId">,
): Promise<SigningSecret[]> {
  const rows = await db
    .selectFrom("signingSecrets")
    .select(["id", "secretSealed", "retiresAt", "yieldedAt"])
    .where("ownerId", "=", secretOwner(webhook))
    .orderBy("place")
    .execute();
  const key = await deps.keyring.scopeKey(db, webhook.projectId);
  return inOrder(rows).map(({ id, secretSealed, retiresAt }) => ({
    secret: key.unseal(secretSealed, context(id)).toString("utf8"),
    retiresAt,
  }));
}

/** The secrets that have not retired. */
export function stillSigning<Secret extends Pick<SigningSecret, "retiresAt">>(
  secrets: readonly Secret[],
  now: number,
): Secret[] {
  return secrets.filter(({ retiresAt }) => retiresAt === null || retiresAt > now);
}

/**
 * Static and outcome addresses sign with their project's secrets, a configured webhook with its
 * own.
 */
export function secretOwner(webhook: Pick<Webhook, "id" | "kind" | "projectId">): string {
  return webhook.kind === "configured" ? webhook.id : webhook.projectId;
}

/**
 * Previous ones that have not yielded, then the current one, then those that have yielded; each by
 * age.
 */
function inOrder<Row extends { retiresAt: Date | null; yieldedAt: Date | null }>(
  rows: readonly Row[],
): (Omit<Row, "retiresAt"> & { retiresAt: number | null })[] {
  const rank = ({ retiresAt, yieldedAt }: Row) => (retiresAt === null ? 1 : yieldedAt === null ? 0 : 2);
  return rows
    .toSorted((a, b) => rank(a) - rank(b))
    .map((row) => ({ ...row, retiresAt: row.retiresAt?.getTime() ?? null }));
}

/** Concurrent rotations go one after another: reads again once it is this one's turn. */
async function lockSecrets(tx: Tx, ownerId: string) {
  const rows = tx
    .selectFrom("signingSecrets")
    .select(["id", "retiresAt", "yieldedAt"])
    .where("ownerId", "=", ownerId)
    .orderBy("place");
  await rows.forUpdate().execute();
  return rows.execute();
}

const context = (id: string): string => `signing-secret:${id}`;
