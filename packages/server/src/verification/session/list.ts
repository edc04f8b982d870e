import {
  isOpenState,
  openSessionStates,
  type ProjectId,
  type SessionId,
  type SessionMethod,
  type SessionOrigin,
  type SessionReason,
  type SessionState,
} from "@countersign/wire";
import type { ExpressionBuilder } from "kysely";
import type { Db, Schema } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { type OneOrMore, valuesOf } from "./one-or-more.ts";
import { judged, selectSessions } from "./row.ts";
import type { Session } from "./session.ts";

/** Which sessions to list; in one state or in any of several. */
export interface SessionFilter {
  projectId?: OneOrMore<ProjectId> | undefined;
  state?: OneOrMore<SessionState> | undefined;
  transactionId?: OneOrMore<string> | undefined;
  origin?: OneOrMore<SessionOrigin> | undefined;
  method?: OneOrMore<SessionMethod> | undefined;
  failureReason?: OneOrMore<SessionReason> | undefined;
  userId?: OneOrMore<string> | undefined;
  /** Created in `[from, to)`. */
  from?: Date | undefined;
  to?: Date | undefined;
  /** Older than this position; no older than that one. */
  after?: SessionPlace | undefined;
  downTo?: SessionPlace | undefined;
}

/** A position in the list: its order is that of time and then of id. */
export interface SessionPlace {
  createdAt: Date;
  id: string;
}

/** Newest first, at most `limit`. */
export interface SessionQuery extends SessionFilter {
  /** For surfaces whose lists are paged by number. */
  offset?: number | undefined;
  limit: number;
}

/** Lists sessions as of now: one past its deadline counts as expired, not open. */
export async function listSessions(
  deps: Pick<VerificationDeps, "clock">,
  db: Db,
  query: SessionQuery,
): Promise<Session[]> {
  const now = deps.clock();
  let rows = selectSessions(db)
    .where((eb) => selected(eb, query, now))
    .orderBy("sessions.createdAt", "desc")
    .orderBy("sessions.id", "desc")
    .limit(query.limit);
  if (query.offset !== undefined) rows = rows.offset(query.offset);
  return (await rows.execute()).map((row) => judged(row, now));
}

/** The other sessions of a session's person in the project, newest first. */
export async function sessionsBeside(
  deps: Pick<VerificationDeps, "clock">,
  db: Db,
  session: Pick<Session, "id" | "subjectId">,
  limit: number,
): Promise<Session[]> {
  if (session.subjectId === null) return [];
  const rows = await selectSessions(db)
    .where("sessions.subjectId", "=", session.subjectId)
    .where("sessions.id", "!=", session.id)
    .orderBy("sessions.createdAt", "desc")
    .orderBy("sessions.id", "desc")
    .limit(limit)
    .execute();
  const now = deps.clock();
  return rows.map((row) => judged(row, now));
}

/** How many sessions a query selects, over all of its pages. */
export async function countSessions(
  deps: Pick<VerificationDeps, "clock">,
  db: Db,
  query: SessionFilter,
): Promise<number> {
  const now = deps.clock();
  const { count } = await db
    .selectFrom("sessions")
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .where((eb) => selected(eb, query, now))
    .executeTakeFirstOrThrow();
  return Number(count);
}

type Conditions = ExpressionBuilder<Schema, "sessions">;

/** The condition of a filter, as of now. */
export function selected(eb: Conditions, query: SessionFilter, now: number) {
  const { projectId, state, transactionId, origin, method, failureReason, userId, from, to } = query;
  const { after, downTo } = query;
  const wanted = [];
  if (projectId !== undefined) wanted.push(eb("sessions.projectId", "in", valuesOf(projectId)));
  if (transactionId !== undefined) {
    const ids = valuesOf(transactionId);
    const columns = ["sessions.transactionId", "sessions.repeatedTransactionId"] as const;
    wanted.push(eb.or(columns.map((column) => eb(column, "in", ids))));
  }
  if (origin !== undefined) wanted.push(eb("sessions.origin", "in", valuesOf(origin)));
  if (method !== undefined) wanted.push(eb("sessions.method", "in", valuesOf(method)));
  if (failureReason !== undefined) wanted.push(eb("sessions.failureReason", "in", valuesOf(failureReason)));
  if (userId !== undefined) wanted.push(eb("sessions.userId", "in", valuesOf(userId)));
  if (from !== undefined) wanted.push(eb("sessions.createdAt", ">=", from));
  if (to !== undefined) wanted.push(eb("sessions.createdAt", "<", to));
  if (after !== undefined) wanted.push(beyond(eb, "<", after));
  if (downTo !== undefined) wanted.push(beyond(eb, ">=", downTo));
  if (state !== undefined) {
    wanted.push(eb.or(valuesOf(state).map((one) => inState(eb, one, now))));
  }
  return eb.and(wanted);
}

function beyond(eb: Conditions, side: "<" | ">=", { createdAt, id }: SessionPlace) {
  return eb(eb.refTuple("sessions.createdAt", "sessions.id"), side, eb.tuple(createdAt, id as SessionId));
}

function inState(eb: Conditions, state: SessionState, now: number) {
  const written = eb("sessions.state", "=", state);
  if (isOpenState(state)) return eb.and([written, eb("sessions.deadlineAt", ">", new Date(now))]);
  if (state !== "expired") return written;
  const due = eb.and([
    eb("sessions.state", "in", openSessionStates),
    eb("sessions.deadlineAt", "<=", new Date(now)),
  ]);
  return eb.or([written, due]);
}
