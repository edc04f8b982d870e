import { timingSafeEqual } from "node:crypto";
import type { ProjectId } from "@countersign/wire";
import type { BearerActor } from "./actor.ts";
import type { AccessDeps } from "./deps.ts";
import { tokenHash } from "./tokens.ts";

const bearerToken = /^cs[ko]_[A-Za-z0-9_-]{43}$/;

/**
 * Who a bearer token belongs to, or null where it is nobody's: unknown, revoked, or of an operator who was
 * deactivated. Asks the store each time, so that a revoked token is dead with the next request. A stored token
 * is found by its hash, which tells an attacker who measures the time of an index lookup nothing about the
 * token; the operator token of the configuration is compared in constant time.
 */
export async function authenticate(
  deps: Pick<AccessDeps, "db" | "keyring" | "operatorToken">,
  bearer: string,
): Promise<BearerActor | null> {
  if (deps.operatorToken !== null) {
    const given = deps.keyring.secretMac(bearer);
    if (timingSafeEqual(given, deps.keyring.secretMac(deps.operatorToken))) {
      return { kind: "operator", id: "operator-token", name: "COUNTERSIGN_OPERATOR_TOKEN" };
    }
  }
  if (!bearerToken.test(bearer)) return null;
  const row = await deps.db
    .selectFrom("accessTokens as token")
    .leftJoin("operators as operator", "operator.id", "token.operatorId")
    .select([
      "token.id",
      "token.projectId",
      "operator.id as operatorId",
      "operator.name",
      "operator.role",
      "operator.active",
    ])
    .where("token.hash", "=", tokenHash(bearer))
    .where("token.revokedAt", "is", null)
    .executeTakeFirst();
  if (row === undefined) return null;
  if (row.projectId !== null) return { kind: "project", id: row.id, projectId: row.projectId as ProjectId };
  if (row.operatorId === null || row.role === null || row.name === null || row.active !== true) return null;
  return { kind: row.role, id: row.operatorId, name: row.name };
}
