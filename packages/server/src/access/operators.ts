import { newId, type Role } from "@countersign/wire";
import { sql } from "kysely";
import { type Db, unproven } from "../db/index.ts";
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
  /** In lower case; null: they can't sign in with a password. */
  email: string | null;
  /** With a token or in a browser; to the minute. */
  lastSeenAt: Date | null;
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

type Deps = Pick<AccessDeps, "clock" | "random" | "keyring" | "cell">;

const columns = ["id", "name", "role", "active", "email", "lastSeenAt", "createdAt", "version"] as const;

/** A person to be added. */
export interface NewOperator {
  name: string;
  role: Role | null;
  /** All of projects that exist; none of a project twice. */
  projectRoles?: readonly GivenProjectRole[];
  /** In lower case. */
  email?: string | null | undefined;
  tokenExpiresAt?: Date | undefined;
}

/** Adds a person with their first token, which is returned only here. */
export async function createOperator(
  deps: Deps,
  tx: Db,
  input: NewOperator,
  actor: Actor,
): Promise<{ operator: Operator; token: string }> {
  const operator = await addOperator(deps, tx, input, actor);
  const { token } = await issueToken(
    deps,
    tx,
    { operatorId: operator.id },
    { expiresAt: input.tokenExpiresAt },
  );
  return { operator, token };
}

/** Adds a person, who has no way to sign in or call yet. */
export async function addOperator(deps: Deps, tx: Db, input: NewOperator, actor: Actor): Promise<Operator> {
  const row = await tx
    .insertInto("operators")
    .values({
      id: newId("operator", deps.clock, deps.random),
      name: input.name,
      role: input.role,
      email: input.email ?? null,
      active: true,
      createdAt: new Date(deps.clock()),
    })
    .returning(columns)
    .executeTakeFirstOrThrow();
  const projectRoles = await replaceProjectRoles(tx, row.id, input.projectRoles ?? []);
  const operator = { ...row, projectRoles };
  await audit(deps, tx, {
    actor,
    action: "operator.create",
    target: operator.id,
    details: { role: operator.role, projectRoles: inDetails(projectRoles) },
  });
  return operator;
}

/** Which people to list: any of the values of each filter; absent, all. Added in `[from, to)`. */
interface OperatorFilter {
  status?: readonly ("active" | "inactive")[] | undefined;
  role?: readonly Role[] | undefined;
  projectId?: readonly string[] | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

/** A page of the people who may sign in, newest first: at most `limit`, with ids before `before`. */
export async function listOperators(
  db: Db,
  query: OperatorFilter & { before?: string | undefined; limit: number },
): Promise<Operator[]> {
  let rows = db.selectFrom("operators").select(columns).orderBy("id", "desc").limit(query.limit);
  const { before, status, role, projectId, from, to } = query;
  if (before !== undefined) rows = rows.where("id", "<", before);
  if (status !== undefined)
    rows = rows.where(
      "active",
      "in",
      status.map((one) => one === "active"),
    );
  if (role !== undefined) rows = rows.where("role", "in", [...role]);
  if (projectId !== undefined) {
    rows = rows.where("id", "in", (of) =>
      of.selectFrom("operatorRoles").select("operatorId").where("projectId", "in", projectId.map(unproven)),
    );
  }
  if (from !== undefined) rows = rows.where("createdAt", ">=", from);
  if (to !== undefined) rows = rows.where("createdAt", "<", to);
  return withProjectRoles(db, await rows.execute());
}

/** Whether any admin can sign in or has a valid token. */
export async function hasOperator({ db, clock }: Pick<AccessDeps, "db" | "clock">): Promise<boolean> {
  const { rows } = await sql`
    select from operators operator
    where role = 'admin' and active and (
      password_hash is not null
      or provider_subject is not null
      or exists (select from operator_passkeys where operator_id = operator.id)
      or exists (
        select from access_tokens
        where operator_id = operator.id and revoked_at is null
          and (expires_at is null or expires_at > ${new Date(clock())}::timestamptz)
      )
    )
    limit 1
  `.execute(db);
  return rows.length > 0;
}

/** Whether another operator than `butOf` has this e-mail address, in lower case. */
export async function isEmailTaken(db: Db, email: string, butOf: string | null): Promise<boolean> {
  const owner = await db.selectFrom("operators").select("id").where("email", "=", email).executeTakeFirst();
  return owner !== undefined && owner.id !== butOf;
}

/** One person, or null. */
export async function findOperator(db: Db, id: string): Promise<Operator | null> {
  const rows = await db.selectFrom("operators").select(columns).where("id", "=", id).execute();
  const [operator] = await withProjectRoles(db, rows);
  return operator ?? null;
}

/**
 * Changes a person's name, roles or access, effective from their next request. Ending access revokes all tokens and ends all sessions.
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
    /** In lower case. */
    email?: string | null | undefined;
    active?: boolean | undefined;
  },
  actor: Actor,
  isMeant: (version: number) => boolean = () => true,
): Promise<OperatorChange> {
  const before = await locked(tx, id);
  if (before === undefined) return { kind: "unknown" };
  if (!isMeant(before.version)) return { kind: "stale", version: before.version };
  const { name = before.name, role = before.role, active = before.active, email = before.email } = change;
  if (role === null && (change.projectRoles ?? before.projectRoles).length === 0) return { kind: "no-role" };
  const projectRoles =
    change.projectRoles === undefined
      ? before.projectRoles
      : await replaceProjectRoles(tx, id, change.projectRoles);
  const after = await tx
    .updateTable("operators")
    .set({ name, role, active, email, version: before.version + 1 })
    .where("id", "=", id)
    .returning(columns)
    .executeTakeFirstOrThrow();
  if (!active) {
    await revokeTokens(deps, tx, id);
    await tx
      .updateTable("operatorSessions")
      .set({ endedAt: new Date(deps.clock()) })
      .where("operatorId", "=", id)
      .where("endedAt", "is", null)
      .execute();
  }
  await audit(deps, tx, {
    actor,
    action: "operator.change",
    target: id,
    details: {
      renamed: before.name !== name,
      role: { from: before.role, to: role },
      projectRoles: { from: inDetails(before.projectRoles), to: inDetails(projectRoles) },
      active: { from: before.active, to: active },
      changedEmail: email !== before.email,
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
  const rows = await tx.selectFrom("operators").select(columns).where("id", "=", id).forUpdate().execute();
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
