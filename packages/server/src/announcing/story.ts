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

/** All that an event may tell of a session. Personal. */
export interface Story {
  session: Session;
  data: SessionData;
  transition: Transition;
  /** When the applicant agreed; when it began, where they never did. */
  startedAt: number;
  /** When the applicant came to the end of their part; now, where they never did. */
  submittedAt: number;
  /** Why it failed; none otherwise. */
  reasons: SessionReason[];
  /** Now, milliseconds since the epoch. */
  at: number;
}

/** The story so far; null once the person was erased: there is nothing left to tell. */
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

/** Who the person is to the receiver; a session without a user stands for itself. */
export function userIdOf({ session }: Story): string {
  return session.userId ?? session.id;
}
