import { timingSafeEqual } from "node:crypto";
import type { ProjectId } from "@countersign/wire";
import { sql } from "kysely";
import { createGroup, type Db } from "../db/index.ts";
import type { BearerActor } from "./actor.ts";
import type { AccessDeps } from "./deps.ts";
import { tokenHash } from "./tokens.ts";

const bearerToken = /^cs[ko]_[A-Za-z0-9_-]{43}$/;

/** Who a bearer token belongs to, or null where it is nobody's. */
export type Authenticator = (bearer: string) => Promise<BearerActor | null>;

/**
 * Who a bearer token belongs to, or null where it is nobody's: unknown, revoked, or of an operator who was
 * deactivated. Asks the store each time, so that a revoked token is dead with the next request; calls of one moment
 * share a statement. A stored token is found by its hash, which tells an attacker who measures the time of an index
 * lookup nothing about the token; the operator token of the configuration is compared in constant time.
 */
export function createAuthenticator(
  deps: Pick<AccessDeps, "db" | "keyring" | "operatorToken">,
): Authenticator {
  const lookups = createGroup({
    size: 256,
    waitMs: 0,
    atOnce: 2,
    serve: (hashes: readonly Buffer[]) => findBearers(deps.db, hashes),
  });
  const own = deps.operatorToken === null ? null : deps.keyring.secretMac(deps.operatorToken);
  return async (bearer) => {
    if (own !== null && timingSafeEqual(deps.keyring.secretMac(bearer), own)) {
      return { kind: "operator", id: "operator-token", name: "COUNTERSIGN_OPERATOR_TOKEN" };
    }
    return bearerToken.test(bearer) ? lookups.add(tokenHash(bearer)) : null;
  };
}

/** `createAuthenticator` for a single question. */
export function authenticate(
  deps: Pick<AccessDeps, "db" | "keyring" | "operatorToken">,
  bearer: string,
): Promise<BearerActor | null> {
  return createAuthenticator(deps)(bearer);
}

/** The owners of tokens, in the order of the hashes. */
async function findBearers(db: Db, hashes: readonly Buffer[]): Promise<(BearerActor | null)[]> {
  const rows = await db
    .selectFrom("accessTokens as token")
    .leftJoin("operators as operator", "operator.id", "token.operatorId")
    .select([
      "token.hash",
      "token.id",
      "token.projectId",
      "operator.id as operatorId",
      "operator.name",
      "operator.role",
      "operator.active",
    ])
    .where("token.hash", "=", sql<Buffer>`any(${[...hashes]}::bytea[])`)
    .where("token.revokedAt", "is", null)
    .execute();
  const owners = new Map(rows.map((row) => [row.hash.toString("hex"), row]));
  return hashes.map((hash) => {
    const row = owners.get(hash.toString("hex"));
    if (row === undefined) return null;
    if (row.projectId !== null) return { kind: "project", id: row.id, projectId: row.projectId as ProjectId };
    const { operatorId, role, name, active } = row;
    if (operatorId === null || role === null || name === null || active !== true) return null;
    return { kind: role, id: operatorId, name };
  });
}
