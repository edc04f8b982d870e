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
}

type Deps = Pick<AccessDeps, "clock" | "random">;

/** Adds a person with their first token, which is shown by this answer alone. */
export async function createOperator(
  deps: Deps,
  tx: Db,
  input: { name: string; role: Role },
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
  const { token } = await issueToken(deps, tx, { operatorId: operator.id });
  await audit(deps, tx, { actor, action: "operator.create", target: operator.id, details: { role: operator.role } });
  return { operator, token };
}

/** A page of the people who may sign in, newest first: at most `limit`, older than the one called `before`. */
export async function listOperators(
  db: Db,
  query: { before?: string | undefined; limit: number },
): Promise<Operator[]> {
  let rows = db.selectFrom("operators").selectAll().orderBy("id", "desc").limit(query.limit);
  if (query.before !== undefined) rows = rows.where("id", "<", query.before);
  return rows.execute();
}

/** One person, or null. */
export async function findOperator(db: Db, id: string): Promise<Operator | null> {
  return (await db.selectFrom("operators").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
}

/** Ends a person's access: their tokens are dead with the next request. Null where there is no such person. */
export async function deactivateOperator(deps: Deps, tx: Db, id: string, actor: Actor): Promise<Operator | null> {
  const operator = await tx
    .updateTable("operators")
    .set({ active: false })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
  if (operator === undefined) return null;
  await revokeTokens(deps, tx, { operatorId: id });
  await audit(deps, tx, { actor, action: "operator.deactivate", target: id });
  return operator;
}

/**
 * Gives an active person a new token in place of all they had. Null where there is no such person or their
 * access was ended.
 */
export async function renewOperatorToken(deps: Deps, tx: Db, id: string, actor: Actor): Promise<string | null> {
  const operator = await tx
    .selectFrom("operators")
    .select("active")
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (operator?.active !== true) return null;
  await revokeTokens(deps, tx, { operatorId: id });
  const { token } = await issueToken(deps, tx, { operatorId: id });
  await audit(deps, tx, { actor, action: "operator.renew-token", target: id });
  return token;
}
