import { newId } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { Actor, Role } from "./actor.ts";
import { audit } from "./audit.ts";
import type { AccessDeps } from "./deps.ts";
import { issueToken, revokeTokens } from "./tokens.ts";

/** A person who may sign in. */
export interface Operator {
  id: string;
  name: string;
  role: Role;
  active: boolean;
  createdAt: Date;
  /** Rises with every change of name, role or access. */
  version: number;
}

/** What became of a change. `stale`: they have another version than the change was meant for. */
export type OperatorChange =
  | { kind: "changed"; operator: Operator }
  | { kind: "stale"; version: number }
  | { kind: "unknown" };

type Deps = Pick<AccessDeps, "clock" | "random" | "keyring">;

/** Adds a person with their first token, which is returned only here. */
export async function createOperator(
  deps: Deps,
  tx: Db,
  input: { name: string; role: Role; tokenExpiresAt?: Date | undefined },
  actor: Actor,
): Promise<{ operator: Operator; token: string }> {
  const operator = await tx
    .insertInto("operators")
    .values({
      id: newId("operator", deps.clock, deps.random),
      name: input.name,
      role: input.role,
      active: true,
      createdAt: new Date(deps.clock()),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const { token } = await issueToken(
    deps,
    tx,
    { operatorId: operator.id },
    { expiresAt: input.tokenExpiresAt },
  );
  await audit(deps, tx, {
    actor,
    action: "operator.create",
    target: operator.id,
    details: { role: operator.role },
  });
  return { operator, token };
}

/** A page of the people who may sign in, newest first: at most `limit`, with ids before `before`. */
export async function listOperators(
  db: Db,
  query: { before?: string | undefined; limit: number },
): Promise<Operator[]> {
  let rows = db.selectFrom("operators").selectAll().orderBy("id", "desc").limit(query.limit);
  if (query.before !== undefined) rows = rows.where("id", "<", query.before);
  return rows.execute();
}

/** Whether any operator has a valid token. */
export async function hasOperator({ db, clock }: Pick<AccessDeps, "db" | "clock">): Promise<boolean> {
  const found = await db
    .selectFrom("operators")
    .innerJoin("accessTokens", "accessTokens.operatorId", "operators.id")
    .select("operators.id")
    .where("role", "=", "operator")
    .where("active", "=", true)
    .where("revokedAt", "is", null)
    .where((eb) => eb.or([eb("expiresAt", "is", null), eb("expiresAt", ">", new Date(clock()))]))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** One person, or null. */
export async function findOperator(db: Db, id: string): Promise<Operator | null> {
  return (await db.selectFrom("operators").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
}

/**
 * Changes a person's name, role or access, effective from their next request. Ending access revokes all tokens.
 * `isMeant` takes the version that is to be changed.
 */
export async function changeOperator(
  deps: Deps,
  tx: Db,
  id: string,
  change: { name?: string | undefined; role?: Role | undefined; active?: boolean | undefined },
  actor: Actor,
  isMeant: (version: number) => boolean = () => true,
): Promise<OperatorChange> {
  const before = await locked(tx, id);
  if (before === undefined) return { kind: "unknown" };
  if (!isMeant(before.version)) return { kind: "stale", version: before.version };
  const { name = before.name, role = before.role, active = before.active } = change;
  const after = await tx
    .updateTable("operators")
    .set({ name, role, active, version: before.version + 1 })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (!active) await revokeTokens(deps, tx, id);
  await audit(deps, tx, {
    actor,
    action: "operator.change",
    target: id,
    details: {
      renamed: before.name !== name,
      role: { from: before.role, to: role },
      active: { from: before.active, to: active },
    },
  });
  return { kind: "changed", operator: after };
}

/** Issues an active person a new token and revokes all earlier ones. */
export async function renewOperatorToken(
  deps: Deps,
  tx: Db,
  id: string,
  actor: Actor,
  tokenExpiresAt: Date | null = null,
): Promise<
  { kind: "renewed"; operator: Operator; token: string } | { kind: "unknown" } | { kind: "inactive" }
> {
  const operator = await locked(tx, id);
  if (operator === undefined) return { kind: "unknown" };
  if (!operator.active) return { kind: "inactive" };
  await revokeTokens(deps, tx, id);
  const { token } = await issueToken(deps, tx, { operatorId: id }, { expiresAt: tokenExpiresAt });
  await audit(deps, tx, { actor, action: "operator.renew_token", target: id });
  return { kind: "renewed", operator, token };
}

function locked(tx: Db, id: string): Promise<Operator | undefined> {
  return tx.selectFrom("operators").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
}
