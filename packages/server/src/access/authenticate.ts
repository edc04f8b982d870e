import { timingSafeEqual } from "node:crypto";
import type { ProjectId, ProjectQuotas, Role } from "@countersign/wire";
import { createGroup, fixedSql } from "../db/index.ts";
import { type BearerActor, bootstrapActorId } from "./actor.ts";
import type { AccessDeps } from "./deps.ts";
import { createHeldKeys, type HeldKeys } from "./held-keys.ts";
import type { Roles } from "./roles.ts";
import { createTokenHashes, tokenHash } from "./tokens.ts";
import type { Uses } from "./uses.ts";

const bearerToken = /^cs[ko]_[a-z0-9]?[A-Za-z0-9_-]{43}$/;

/** The holder of COUNTERSIGN_OPERATOR_TOKEN may do everything. */
export const bootstrapActor: BearerActor = {
  kind: "operator",
  id: bootstrapActorId,
  name: "COUNTERSIGN_OPERATOR_TOKEN",
  roles: { everywhere: "admin", byProject: {} },
};

/** Returns the owner of a bearer token, or null. */
export type Authenticator = (bearer: string) => Promise<BearerActor | null>;

/**
 * Returns the owner of a bearer token, or null if it is unknown, revoked, expired, or of a deactivated operator. A
 * revoked token is dead with the next request: the store is read for each one, except for projects' keys that were read
 * within ten milliseconds, and changes of those wait for as long (`held-keys.ts`). Concurrent calls share a statement. A
 * stored token is found by its keyed hash, so that the timing of an index lookup says nothing about the token; the
 * operator token of the configuration is compared by its hash, too, in constant time.
 */
export function createAuthenticator(
  deps: Pick<AccessDeps, "db" | "clock" | "keyring" | "operatorToken"> & { tokenUses?: Uses },
): Authenticator {
  const held = createHeldKeys(deps.clock);
  const lookups = createGroup({
    size: 256,
    waitMs: 0,
    atOnce: 2,
    serve: (hashes: readonly Buffer[]) => findBearers(deps, hashes, held),
  });
  const own = deps.operatorToken === null ? null : tokenHash(deps, deps.operatorToken);
  const hashOf = createTokenHashes(deps);
  return async (bearer) => {
    const hash = hashOf(bearer);
    if (own !== null && timingSafeEqual(hash, own)) {
      return bootstrapActor;
    }
    if (!bearerToken.test(bearer)) return null;
    const owner = held.get(hash);
    if (owner === null) return lookups.add(hash);
    deps.tokenUses?.used(owner.id);
    return owner;
  };
}

/** `createAuthenticator` for a single lookup. */
export function authenticate(
  deps: Pick<AccessDeps, "db" | "clock" | "keyring" | "operatorToken">,
  bearer: string,
): Promise<BearerActor | null> {
  return createAuthenticator(deps)(bearer);
}

interface BearerRow {
  hash: Buffer;
  id: string;
  expiresAt: Date | null;
  projectId: ProjectId | null;
  quotas: ProjectQuotas | null;
  archived: boolean;
  operatorId: string | null;
  name: string | null;
  role: Role | null;
  byProject: Roles["byProject"] | null;
  active: boolean | null;
}

/** The owners of tokens, in the order of the hashes. */
async function findBearers(
  { db, clock, tokenUses }: Pick<AccessDeps, "db" | "clock"> & { tokenUses?: Uses },
  hashes: readonly Buffer[],
  held: HeldKeys,
): Promise<(BearerActor | null)[]> {
  const askedAt = performance.now();
  const rows = await fixedSql<BearerRow>`
    select token.hash, token.id, token.expires_at, token.project_id, project.quotas, project.archived_at is not null as archived, operator.id as operator_id, operator.name, operator.role,
      operator.active,
      case when operator.id is not null then (
        select jsonb_object_agg(project_id, role) from operator_roles where operator_id = operator.id
      ) end as by_project
    from access_tokens token
      left join operators operator on operator.id = token.operator_id
      left join projects project on project.id = token.project_id
    where token.hash = any(${[...hashes]}::bytea[]) and token.revoked_at is null
      and (token.expires_at is null or token.expires_at > ${new Date(clock())}::timestamptz)
  `.execute(db);
  const owners = new Map(rows.map((row) => [row.hash.toString("hex"), row]));
  return hashes.map((hash) => {
    const row = owners.get(hash.toString("hex"));
    if (row === undefined) return null;
    tokenUses?.used(row.id);
    if (row.projectId !== null) {
      const projectId = row.projectId;
      const { id, archived } = row;
      const owner = { kind: "project", id, projectId, quotas: row.quotas ?? {}, archived } as const;
      held.hold(hash, owner, askedAt, row.expiresAt);
      return owner;
    }
    const { operatorId, role, name, active } = row;
    if (operatorId === null || name === null || active !== true) return null;
    return {
      kind: "operator",
      id: operatorId,
      name,
      roles: { everywhere: role, byProject: row.byProject ?? {} },
    };
  });
}
