import type { SessionReason } from "@countersign/wire";
import type { Tx } from "../db/index.ts";
import {
  failureReasons,
  type Session,
  type SessionData,
  sessionData,
  type Transition,
  timeline,
} from "../verification/index.ts";
import type { AnnouncingDeps } from "./deps.ts";

/** Everything an event may contain about a session. Personal. */
export interface Story {
  session: Session;
  data: SessionData;
  transition: Transition;
  /** When the applicant consented; the session's creation if they never did. */
  startedAt: number;
  /** When the applicant finished their part; now if they never did. */
  submittedAt: number;
  /** Why the session failed; empty otherwise. */
  reasons: SessionReason[];
  /** Now, milliseconds since the epoch. */
  at: number;
}

/** Reads a session's story; null once the person was erased. */
export async function storyOf(
  deps: AnnouncingDeps,
  tx: Tx,
  session: Session,
  transition: Transition,
): Promise<Story | null> {
  const data = await sessionData(deps, tx, session);
  if (data === null) return null;
  const steps = await timeline(tx, session.id);
  const timeOf = (state: Session["state"]) => steps.find(({ toState }) => toState === state)?.at.getTime();
  const at = session.decidedAt?.getTime() ?? deps.clock();
  return {
    session,
    data,
    transition,
    startedAt: timeOf("started") ?? session.createdAt.getTime(),
    submittedAt: timeOf("processing") ?? at,
    reasons: await failureReasons(tx, session),
    at,
  };
}

/** The receiver's id of the person; the session's own id if it has no user. */
export function userIdOf({ session }: Story): string {
  return session.userId ?? session.id;
}
