import { type Db, type Tx, unproven } from "../db/index.ts";
import type { Actor } from "./actor.ts";
import { audit } from "./audit.ts";
import type { AccessDeps } from "./deps.ts";
import { issueToken } from "./tokens.ts";

/** A bearer token of a project, without the token: it is shown once and stored as a hash. */
export interface ApiKey {
  id: string;
  projectId: string;
  /** For people; several keys may have the same name. */
  name: string;
  /** Its first characters; null for a key created before prefixes were stored. */
  prefix: string | null;
  /** Incremented by every change. */
  version: number;
  createdAt: Date;
  /** Refused from then on; null: never. */
  expiresAt: Date | null;
  /** To the minute; null: not yet. */
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  /** The key that replaced it in a rotation. */
  replacedBy: string | null;
}

/** Whose key, and which. */
export interface ApiKeyPlace {
  projectId: string;
  id: string;
}

type Deps = Pick<AccessDeps, "clock" | "random" | "keyring">;

const columns = [
  "id",
  "projectId",
  "name",
  "prefix",
  "version",
  "createdAt",
  "expiresAt",
  "lastUsedAt",
  "revokedAt",
  "replacedBy",
] as const;

/** Creates a key; `token` is returned only here. */
export async function createApiKey(
  deps: Deps,
  tx: Tx,
  projectId: string,
  { name, expiresAt }: { name: string; expiresAt?: Date | null | undefined },
  actor: Actor,
): Promise<{ key: ApiKey; token: string }> {
  const { id, token } = await issueToken(deps, tx, { projectId }, { name, expiresAt });
  await audit(deps, tx, { actor, action: "api_key.create", projectId, target: id });
  return { key: await known(tx, { projectId, id }), token };
}

/** A page of a project's keys, newest first: at most `limit`, with ids before `before`. */
export async function listApiKeys(
  db: Db,
  { projectId, before, limit }: { projectId: string; before?: string | undefined; limit: number },
): Promise<ApiKey[]> {
  let rows = db
    .selectFrom("accessTokens")
    .select(columns)
    .where("projectId", "=", unproven(projectId))
    .orderBy("id", "desc")
    .limit(limit);
  if (before !== undefined) rows = rows.where("id", "<", before);
  return (await rows.execute()).map((row) => ({ ...row, projectId }));
}

/** One key, or null. */
export async function findApiKey(db: Db, { projectId, id }: ApiKeyPlace): Promise<ApiKey | null> {
  const row = await selected(db, { projectId, id }).executeTakeFirst();
  return row === undefined ? null : { ...row, projectId };
}

/**
 * The result of a change. `stale`: the key has a different version than the caller saw; `ended`: it is revoked or has
 * expired, which is final.
 */
export type ApiKeyChange<Done> =
  | ({ kind: "done" } & Done)
  | { kind: "unknown" }
  | { kind: "stale"; version: number }
  | { kind: "ended" };

/** Changes a key's name or expiry if `isMeant` accepts its version; `expiresAt: null` means never. */
export async function changeApiKey(
  deps: Deps,
  tx: Tx,
  place: ApiKeyPlace,
  change: { name?: string | undefined; expiresAt?: Date | null | undefined },
  actor: Actor,
  isMeant: (version: number) => boolean = () => true,
): Promise<ApiKeyChange<{ key: ApiKey }>> {
  const before = await lockValid(deps, tx, place);
  if (before.kind !== "done") return before;
  if (!isMeant(before.key.version)) return { kind: "stale", version: before.key.version };
  const { name = before.key.name, expiresAt = before.key.expiresAt } = change;
  const set = { name, expiresAt, version: before.key.version + 1 };
  await tx.updateTable("accessTokens").set(set).where("id", "=", place.id).execute();
  const details = {
    renamed: name !== before.key.name,
    expiresAt: { from: isoOf(before.key.expiresAt), to: isoOf(expiresAt) },
  };
  await audit(deps, tx, {
    actor,
    action: "api_key.change",
    projectId: place.projectId,
    target: place.id,
    details,
  });
  return { kind: "done", key: { ...before.key, ...set } };
}

/** Revokes a key permanently, effective from the next request. */
export async function revokeApiKey(
  deps: Deps,
  tx: Tx,
  place: ApiKeyPlace,
  actor: Actor,
): Promise<ApiKeyChange<{ key: ApiKey }>> {
  const before = await lockValid(deps, tx, place);
  if (before.kind !== "done") return before;
  const set = { revokedAt: new Date(deps.clock()), version: before.key.version + 1 };
  await tx.updateTable("accessTokens").set(set).where("id", "=", place.id).execute();
  await audit(deps, tx, { actor, action: "api_key.revoke", projectId: place.projectId, target: place.id });
  return { kind: "done", key: { ...before.key, ...set } };
}

/**
 * Replaces a key by one of the same name. The previous one is accepted for `overlapMs` more, or until it expires anyway;
 * with 0 it is revoked. The project's other keys are not affected.
 */
export async function rotateApiKey(
  deps: Deps,
  tx: Tx,
  place: ApiKeyPlace,
  { overlapMs, expiresAt }: { overlapMs: number; expiresAt?: Date | null | undefined },
  actor: Actor,
): Promise<ApiKeyChange<{ key: ApiKey; token: string; previous: ApiKey }>> {
  const before = await lockValid(deps, tx, place);
  if (before.kind !== "done") return before;
  const { projectId } = place;
  const { name } = before.key;
  const { id, token } = await issueToken(deps, tx, { projectId }, { name, expiresAt });
  const now = deps.clock();
  const ends = Math.min(before.key.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY, now + overlapMs);
  const set = {
    replacedBy: id,
    version: before.key.version + 1,
    ...(overlapMs === 0 ? { revokedAt: new Date(now) } : { expiresAt: new Date(ends) }),
  };
  await tx.updateTable("accessTokens").set(set).where("id", "=", place.id).execute();
  const details = { replacedBy: id, overlapSeconds: overlapMs / 1000 };
  await audit(deps, tx, { actor, action: "api_key.rotate", projectId, target: place.id, details });
  return {
    kind: "done",
    key: await known(tx, { projectId, id }),
    token,
    previous: { ...before.key, ...set },
  };
}

async function lockValid(
  deps: Pick<Deps, "clock">,
  tx: Tx,
  place: ApiKeyPlace,
): Promise<ApiKeyChange<{ key: ApiKey }>> {
  const row = await selected(tx, place).forUpdate().executeTakeFirst();
  if (row === undefined) return { kind: "unknown" };
  const ended = row.revokedAt !== null || (row.expiresAt !== null && row.expiresAt.getTime() <= deps.clock());
  return ended ? { kind: "ended" } : { kind: "done", key: { ...row, projectId: place.projectId } };
}

async function known(db: Db, place: ApiKeyPlace): Promise<ApiKey> {
  return { ...(await selected(db, place).executeTakeFirstOrThrow()), projectId: place.projectId };
}

function selected(db: Db, { projectId, id }: ApiKeyPlace) {
  return db
    .selectFrom("accessTokens")
    .select(columns)
    .where("projectId", "=", unproven(projectId))
    .where("id", "=", id);
}

function isoOf(time: Date | null): string | null {
  return time?.toISOString() ?? null;
}
