import { type Db, maxScanned } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { listSessions, type SessionFilter, type SessionPlace, selected } from "./list.ts";
import { valuesOf } from "./one-or-more.ts";
import type { Session } from "./session.ts";

/** A page of sessions; `next` is for `after` of the following one, and null on the last. */
interface SessionPage {
  sessions: Session[];
  next: SessionPlace | null;
}

/**
 * Sessions as of now, newest first, for lists of any length. A page may be shorter than its limit, or empty, though there
 * are more: a state, method, reason or origin that is rare is looked for in so many sessions at a time.
 */
export async function pageOfSessions(
  deps: Pick<VerificationDeps, "clock">,
  db: Db,
  query: Omit<SessionFilter, "downTo"> & { limit: number },
): Promise<SessionPage> {
  const floor = isBounded(query) ? await floorOf(db, query) : undefined;
  const found = await listSessions(deps, db, { ...query, downTo: floor, limit: query.limit + 1 });
  const sessions = found.slice(0, query.limit);
  const last = sessions.at(-1);
  return { sessions, next: found.length > query.limit && last ? last : (floor ?? null) };
}

/** Whether only few may fit of a project's sessions, which its index has in order. */
function isBounded(query: SessionFilter): boolean {
  const { projectId, transactionId, userId, state, method, origin, failureReason } = query;
  if (projectId === undefined || valuesOf(projectId).length !== 1) return false;
  if (transactionId !== undefined || userId !== undefined) return false;
  return (state ?? method ?? origin ?? failureReason) !== undefined;
}

/** The position down to which a page looks; undefined: to the end. */
async function floorOf(
  db: Db,
  { projectId, from, to, after }: SessionFilter,
): Promise<SessionPlace | undefined> {
  return db
    .selectFrom("sessions")
    .select(["sessions.createdAt", "sessions.id"])
    .where((eb) => selected(eb, { projectId, from, to, after }, 0))
    .orderBy("sessions.createdAt", "desc")
    .orderBy("sessions.id", "desc")
    .offset(maxScanned)
    .limit(1)
    .executeTakeFirst();
}
