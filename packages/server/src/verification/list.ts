import {
  isOpenState,
  openSessionStates,
  type ProjectId,
  type SessionMethod,
  type SessionOrigin,
  type SessionState,
} from "@countersign/wire";
import type { ExpressionBuilder } from "kysely";
import type { Db, Schema } from "../db/index.ts";
import type { VerificationDeps } from "./deps.ts";
import { judged, selectSessions, sessionOf } from "./row.ts";
import type { Session } from "./session.ts";

/** Which sessions are wanted, in one state or in any of several: newest first, at most `limit`, from after the position `after` on. */
export interface SessionQuery {
  projectId?: ProjectId | undefined;
  state?: SessionState | readonly SessionState[] | undefined;
  transactionId?: string | undefined;
  origin?: SessionOrigin | undefined;
  method?: SessionMethod | undefined;
  userId?: string | undefined;
  /** For surfaces whose lists are paged by number. */
  offset?: number | undefined;
  after?: { createdAt: Date; id: string } | undefined;
  limit: number;
}

/** A page of sessions, each as of now: one past its deadline is listed among the expired, not the open ones. */
export async function listSessions(
  deps: Pick<VerificationDeps, "clock">,
  db: Db,
  query: SessionQuery,
): Promise<Session[]> {
  const now = deps.clock();
  let rows = selectSessions(db)
    .orderBy("sessions.createdAt", "desc")
    .orderBy("sessions.id", "desc")
    .limit(query.limit);
  const { projectId, state, transactionId, origin, method, userId, offset, after } = query;
  if (projectId !== undefined) rows = rows.where("sessions.projectId", "=", projectId);
  if (transactionId !== undefined) rows = rows.where("sessions.transactionId", "=", transactionId);
  if (origin !== undefined) rows = rows.where("sessions.origin", "=", origin);
  if (method !== undefined) rows = rows.where("sessions.method", "=", method);
  if (userId !== undefined) rows = rows.where("sessions.userId", "=", userId);
  if (offset !== undefined) rows = rows.offset(offset);
  if (state !== undefined) {
    const states = typeof state === "string" ? [state] : state;
    rows = rows.where((eb) => eb.or(states.map((one) => inState(eb, one, now))));
  }
  if (after !== undefined) {
    rows = rows.where(({ eb, refTuple, tuple }) =>
      eb(refTuple("sessions.createdAt", "sessions.id"), "<", tuple(after.createdAt, after.id)),
    );
  }
  return (await rows.execute()).map((row) => judged(sessionOf(row), now));
}

type Conditions = ExpressionBuilder<Schema, "sessions">;

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
