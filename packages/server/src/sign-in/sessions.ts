import { newId, type ProjectId, type ProjectRole, type Role } from "@countersign/wire";
import { sql } from "kysely";
import { type Actor, audit, type OperatorActor } from "../access/index.ts";
import type { Db, Tx } from "../db/index.ts";
import type { SignInDeps } from "./deps.ts";
import { macOf, newSecret } from "./secrets.ts";

/** How somebody proved who they are. */
export type SignInMethod =
  | "password"
  | "password_totp"
  | "password_recovery_code"
  | "passkey"
  | "provider"
  | "link";

/** A browser that somebody is signed in with. */
export interface OperatorSession {
  id: string;
  operatorId: string;
  method: SignInMethod;
  address: string | null;
  /** The browser's own words about itself, cut. */
  userAgent: string | null;
  createdAt: Date;
  /** To the minute. */
  lastSeenAt: Date;
  /** However busy it is. */
  expiresAt: Date;
}

/** Where a browser is. */
export interface Browser {
  address: string;
  userAgent: string | undefined;
}

/** Somebody who called with the cookie of a session. */
export interface SignedIn {
  actor: OperatorActor;
  sessionId: string;
  /** When they last proved who they are, in milliseconds. */
  confirmedAt: number;
}

const shownUserAgent = 300;

/** Signs a person in. `cookie` is returned only here; audited. */
export async function openSession(
  deps: SignInDeps,
  tx: Tx,
  operator: { id: string; name: string },
  method: SignInMethod,
  { address, userAgent }: Browser,
): Promise<{ id: string; cookie: string; maxAgeSeconds: number }> {
  const now = deps.clock();
  const id = newId("operatorSession", deps.clock, deps.random);
  const cookie = newSecret(deps.random, "css_");
  const at = new Date(now);
  await tx
    .insertInto("operatorSessions")
    .values({
      id,
      mac: macOf(deps, "session", cookie),
      operatorId: operator.id,
      method,
      address,
      userAgent: userAgent?.slice(0, shownUserAgent) ?? null,
      createdAt: at,
      confirmedAt: at,
      lastSeenAt: at,
      expiresAt: new Date(now + deps.sessions.maxMs),
    })
    .execute();
  await tx.updateTable("operators").set({ lastSeenAt: at }).where("id", "=", operator.id).execute();
  const actor: Actor = { kind: "operator", ...operator, address };
  await audit(deps, tx, { actor, action: "session.open", target: id, details: { method } });
  return { id, cookie, maxAgeSeconds: Math.floor(deps.sessions.maxMs / 1000) };
}

const cookieForm = /^css_[A-Za-z0-9_-]{43}$/;

interface SessionRow {
  id: string;
  operatorId: string;
  name: string;
  role: Role | null;
  byProject: Record<ProjectId, ProjectRole> | null;
  confirmedAt: Date;
}

/**
 * Whose session this cookie is of; null if it is unknown, ended, too old or idle for too long, or its
 * owner was deactivated. Reads the store each time: a session that is revoked in one process is dead
 * in all of them from the next request on.
 */
export async function findSignedIn(
  deps: Pick<SignInDeps, "db" | "clock" | "keyring" | "sessions">,
  cookie: string,
): Promise<SignedIn | null> {
  if (!cookieForm.test(cookie)) return null;
  const now = deps.clock();
  const { rows } = await sql<SessionRow>`
    select session.id, session.operator_id, session.confirmed_at, operator.name, operator.role,
      (select jsonb_object_agg(project_id, role) from operator_roles where operator_id = operator.id) as by_project
    from operator_sessions session join operators operator on operator.id = session.operator_id
    where session.mac = ${macOf(deps, "session", cookie)}::bytea and session.ended_at is null
      and session.expires_at > ${new Date(now)}::timestamptz
      and session.last_seen_at > ${new Date(now - deps.sessions.idleMs)}::timestamptz
      and operator.active
  `.execute(deps.db);
  const [row] = rows;
  if (row === undefined) return null;
  const { id: sessionId, operatorId: id, name, role, byProject, confirmedAt } = row;
  const roles = { everywhere: role, byProject: byProject ?? {} };
  return {
    actor: { kind: "operator", id, name, roles },
    sessionId,
    confirmedAt: confirmedAt.getTime(),
  };
}

/** The person of the session has just proved again who they are. */
export async function confirmSession(
  { clock }: Pick<SignInDeps, "clock">,
  tx: Db,
  id: string,
): Promise<void> {
  await tx
    .updateTable("operatorSessions")
    .set({ confirmedAt: new Date(clock()) })
    .where("id", "=", id)
    .execute();
}

/** A person's sessions that are open, newest first. */
export async function listSessionsOf(
  { clock, sessions }: Pick<SignInDeps, "clock" | "sessions">,
  db: Db,
  operatorId: string,
): Promise<OperatorSession[]> {
  const now = clock();
  const rows = await db
    .selectFrom("operatorSessions")
    .select(["id", "operatorId", "method", "address", "userAgent", "createdAt", "lastSeenAt", "expiresAt"])
    .where("operatorId", "=", operatorId)
    .where("endedAt", "is", null)
    .where("expiresAt", ">", new Date(now))
    .where("lastSeenAt", ">", new Date(now - sessions.idleMs))
    .orderBy("id", "desc")
    .limit(200)
    .execute();
  // Only `openSession` writes the method.
  return rows.map((row) => ({ ...row, method: row.method as SignInMethod }));
}

/**
 * Ends sessions of a person, effective from their next request: one, or all but one. Returns how
 * many it ended; audited if any.
 */
export async function endSessions(
  deps: Pick<SignInDeps, "clock" | "random">,
  tx: Tx,
  operatorId: string,
  which: { only: string } | { allBut: string | null },
  actor: Actor,
): Promise<number> {
  let ending = tx
    .updateTable("operatorSessions")
    .set({ endedAt: new Date(deps.clock()) })
    .where("operatorId", "=", operatorId)
    .where("endedAt", "is", null);
  if ("only" in which) ending = ending.where("id", "=", which.only);
  else if (which.allBut !== null) ending = ending.where("id", "!=", which.allBut);
  const ended = await ending.returning("id").execute();
  for (const { id } of ended) {
    await audit(deps, tx, { actor, action: "session.end", target: id, details: { operatorId } });
  }
  return ended.length;
}
