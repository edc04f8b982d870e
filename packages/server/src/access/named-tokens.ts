import { type Db, type JsonObject, type Tx, unproven } from "../db/index.ts";
import type { Actor } from "./actor.ts";
import { audit } from "./audit.ts";
import type { AccessDeps } from "./deps.ts";
import { outlastHeldKeys } from "./held-keys.ts";
import { issueToken, type TokenOwner } from "./tokens.ts";

/** A bearer token of a project or a person, without the token: it is shown once and stored as a hash. */
export interface NamedToken {
  id: string;
  /** For people; several tokens may have the same name. */
  name: string;
  /** Its first characters; null for a token created before prefixes were stored. */
  prefix: string | null;
  /** Incremented by every change. */
  version: number;
  createdAt: Date;
  /** Refused from then on; null: never. */
  expiresAt: Date | null;
  /** To the minute; null: not yet. */
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  /** The token that replaced it in a rotation. */
  replacedBy: string | null;
}

/** Whose token, and which. */
export interface TokenPlace {
  owner: TokenOwner;
  id: string;
}

type Deps = Pick<AccessDeps, "clock" | "random" | "keyring" | "cell">;

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

/** Creates a token; `token` is returned only here. */
export async function createToken(
  deps: Deps,
  tx: Tx,
  owner: TokenOwner,
  { name, expiresAt }: { name: string; expiresAt?: Date | null | undefined },
  actor: Actor,
): Promise<{ key: NamedToken; token: string }> {
  const { id, token } = await issueToken(deps, tx, owner, { name, expiresAt });
  await auditToken(deps, tx, "create", { owner, id }, actor);
  return { key: await known(tx, { owner, id }), token };
}

/** A page of an owner's tokens, newest first: at most `limit`, with ids before `before`. */
export async function listTokens(
  db: Db,
  { owner, before, limit }: { owner: TokenOwner; before?: string | undefined; limit: number },
): Promise<NamedToken[]> {
  let rows = ofOwner(db, owner).orderBy("id", "desc").limit(limit);
  if (before !== undefined) rows = rows.where("id", "<", before);
  return rows.execute();
}

/** One token, or null. */
export async function findToken(db: Db, place: TokenPlace): Promise<NamedToken | null> {
  return (await selected(db, place).executeTakeFirst()) ?? null;
}

/**
 * The result of a change. `stale`: the token has a different version than the caller saw; `ended`: it is revoked or has
 * expired, which is final.
 */
export type TokenChange<Done> =
  | ({ kind: "done" } & Done)
  | { kind: "unknown" }
  | { kind: "stale"; version: number }
  | { kind: "ended" };

/** Changes a token's name or expiry if `isMeant` accepts its version; `expiresAt: null` means never. */
export async function changeToken(
  deps: Deps,
  tx: Tx,
  place: TokenPlace,
  change: { name?: string | undefined; expiresAt?: Date | null | undefined },
  actor: Actor,
  isMeant: (version: number) => boolean = () => true,
): Promise<TokenChange<{ key: NamedToken }>> {
  const before = await lockValid(deps, tx, place);
  if (before.kind !== "done") return before;
  if (!isMeant(before.key.version)) return { kind: "stale", version: before.key.version };
  const { name = before.key.name, expiresAt = before.key.expiresAt } = change;
  const set = { name, expiresAt, version: before.key.version + 1 };
  await tx.updateTable("accessTokens").set(set).where("id", "=", place.id).execute();
  outlastHeldKeys(tx);
  const details = {
    renamed: name !== before.key.name,
    expiresAt: { from: isoOf(before.key.expiresAt), to: isoOf(expiresAt) },
  };
  await auditToken(deps, tx, "change", place, actor, details);
  return { kind: "done", key: { ...before.key, ...set } };
}

/** Revokes a token permanently, effective from the next request. */
export async function revokeToken(
  deps: Deps,
  tx: Tx,
  place: TokenPlace,
  actor: Actor,
): Promise<TokenChange<{ key: NamedToken }>> {
  const before = await lockValid(deps, tx, place);
  if (before.kind !== "done") return before;
  const set = { revokedAt: new Date(deps.clock()), version: before.key.version + 1 };
  await tx.updateTable("accessTokens").set(set).where("id", "=", place.id).execute();
  outlastHeldKeys(tx);
  await auditToken(deps, tx, "revoke", place, actor);
  return { kind: "done", key: { ...before.key, ...set } };
}

/**
 * Replaces a token by one of the same name. The previous one is accepted for `overlapMs` more, or until it expires anyway;
 * with 0 it is revoked. The owner's other tokens are not affected.
 */
export async function rotateToken(
  deps: Deps,
  tx: Tx,
  place: TokenPlace,
  { overlapMs, expiresAt }: { overlapMs: number; expiresAt?: Date | null | undefined },
  actor: Actor,
): Promise<TokenChange<{ key: NamedToken; token: string; previous: NamedToken }>> {
  const before = await lockValid(deps, tx, place);
  if (before.kind !== "done") return before;
  const { owner } = place;
  const { name } = before.key;
  const { id, token } = await issueToken(deps, tx, owner, { name, expiresAt });
  const now = deps.clock();
  const ends = Math.min(before.key.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY, now + overlapMs);
  const set = {
    replacedBy: id,
    version: before.key.version + 1,
    ...(overlapMs === 0 ? { revokedAt: new Date(now) } : { expiresAt: new Date(ends) }),
  };
  await tx.updateTable("accessTokens").set(set).where("id", "=", place.id).execute();
  outlastHeldKeys(tx);
  const details = { replacedBy: id, overlapSeconds: overlapMs / 1000 };
  await auditToken(deps, tx, "rotate", place, actor, details);
  return {
    kind: "done",
    key: await known(tx, { owner, id }),
    token,
    previous: { ...before.key, ...set },
  };
}

async function lockValid(
  deps: Pick<Deps, "clock">,
  tx: Tx,
  place: TokenPlace,
): Promise<TokenChange<{ key: NamedToken }>> {
  const row = await selected(tx, place).forUpdate().executeTakeFirst();
  if (row === undefined) return { kind: "unknown" };
  const ended = row.revokedAt !== null || (row.expiresAt !== null && row.expiresAt.getTime() <= deps.clock());
  return ended ? { kind: "ended" } : { kind: "done", key: row };
}

function known(db: Db, place: TokenPlace): Promise<NamedToken> {
  return selected(db, place).executeTakeFirstOrThrow();
}

function selected(db: Db, { owner, id }: TokenPlace) {
  return ofOwner(db, owner).where("id", "=", id);
}

function ofOwner(db: Db, owner: TokenOwner) {
  const rows = db.selectFrom("accessTokens").select(columns);
  return "projectId" in owner
    ? rows.where("projectId", "=", unproven(owner.projectId))
    : rows.where("operatorId", "=", owner.operatorId);
}

/** A project's tokens are called API keys. */
async function auditToken(
  deps: Pick<Deps, "clock" | "random">,
  tx: Tx,
  verb: "create" | "change" | "revoke" | "rotate",
  { owner, id: target }: TokenPlace,
  actor: Actor,
  details: JsonObject = {},
): Promise<void> {
  const entry =
    "projectId" in owner
      ? { action: `api_key.${verb}`, projectId: owner.projectId, details }
      : { action: `operator_token.${verb}`, details: { operatorId: owner.operatorId, ...details } };
  await audit(deps, tx, { actor, target, ...entry });
}

function isoOf(time: Date | null): string | null {
  return time?.toISOString() ?? null;
}
