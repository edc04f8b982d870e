import { newId, type Role } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { Actor } from "./actor.ts";
import { audit } from "./audit.ts";
import type { AccessDeps } from "./deps.ts";
import { type GivenProjectRole, projectRolesOf, replaceProjectRoles } from "./project-roles.ts";
import { issueToken, revokeTokens } from "./tokens.ts";

/** A person who may sign in. */
export interface Operator {
  id: string;
  name: string;
  /** In the whole service; null: none. */
  role: Role | null;
  /** Further roles, in single projects. */
  projectRoles: GivenProjectRole[];
  active: boolean;
  createdAt: Date;
  /** Rises with every change of name, roles or access. */
  version: number;
}

/** What became of a change. `stale`: they have another version than the change was meant for. */
export type OperatorChange =
  | { kind: "changed"; operator: Operator }
  | { kind: "stale"; version: number }
  /** The person would have no role. */
  | { kind: "no-role" }
  | { kind: "unknown" };

type Deps = Pick<AccessDeps, "clock" | "random" | "keyring">;

/** A person to be added. */
export interface NewOperator {
  name: string;
  role: Role | null;
  /** All of projects that exist; none of a project twice. */
  projectRoles?: readonly GivenProjectRole[];
  tokenExpiresAt?: Date | undefined;
}

/** Adds a person with their first token, which is returned only here. */
export async function createOperator(
  deps: Deps,
  tx: Db,
  input: NewOperator,
  actor: Actor,
): Promise<{ operator: Operator; token: string }> {
  const row = await tx
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
  const projectRoles = await replaceProjectRoles(tx, row.id, input.projectRoles ?? []);
  const operator = { ...row, projectRoles };
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
    details: { role: operator.role, projectRoles: inDetails(projectRoles) },
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
  return withProjectRoles(db, await rows.execute());
}

/** Whether any admin has a valid token. */
export async function hasOperator({ db, clock }: Pick<AccessDeps, "db" | "clock">): Promise<boolean> {
  const found = await db
    .selectFrom("operators")
    .innerJoin("accessTokens", "accessTokens.operatorId", "operators.id")
    .select("operators.id")
    .where("role", "=", "admin")
    .where("active", "=", true)
    .where("revokedAt", "is", null)
    .where((eb) => eb.or([eb("expiresAt", "is", null), eb("expiresAt", ">", new Date(clock()))]))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** One person, or null. */
export async function findOperator(db: Db, id: string): Promise<Operator | null> {
  const rows = await db.selectFrom("operators").selectAll().where("id", "=", id).execute();
  const [operator] = await withProjectRoles(db, rows);
  return operator ?? null;
}

/**
 * Changes a person's name, roles or access, effective from their next request. Ending access revokes all tokens.
 * `isMeant` takes the version that is to be changed.
 */
export async function changeOperator(
  deps: Deps,
  tx: Db,
  id: string,
  change: {
    name?: string | undefined;
    role?: Role | null | undefined;
    projectRoles?: readonly GivenProjectRole[] | undefined;
    active?: boolean | undefined;
  },
  actor: Actor,
  isMeant: (version: number) => boolean = () => true,
): Promise<OperatorChange> {
  const before = await locked(tx, id);
  if (before === undefined) return { kind: "unknown" };
  if (!isMeant(before.version)) return { kind: "stale", version: before.version };
  const { name = before.name, role = before.role, active = before.active } = change;
  if (role === null && (change.projectRoles ?? before.projectRoles).length === 0) return { kind: "no-role" };
  const projectRoles =
    change.projectRoles === undefined
      ? before.projectRoles
      : await replaceProjectRoles(tx, id, change.projectRoles);
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
      projectRoles: { from: inDetails(before.projectRoles), to: inDetails(projectRoles) },
      active: { from: before.active, to: active },
    },
  });
  return { kind: "changed", operator: { ...after, projectRoles } };
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

async function locked(tx: Db, id: string): Promise<Operator | undefined> {
  const rows = await tx.selectFrom("operators").selectAll().where("id", "=", id).forUpdate().execute();
  return (await withProjectRoles(tx, rows))[0];
}

async function withProjectRoles<Row extends { id: string }>(db: Db, rows: readonly Row[]) {
  const given = await projectRolesOf(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, projectRoles: given.get(row.id) ?? [] }));
}

function inDetails(projectRoles: readonly GivenProjectRole[]) {
  return projectRoles.map(({ projectId, role }) => ({ projectId, role }));
}
