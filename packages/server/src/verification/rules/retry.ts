import { type SessionFlow, type SessionReason, type SessionState, sessionReasons } from "@countersign/wire";
import { retryWindowMs } from "./deadlines.ts";

/** The session, as far as it matters. */
interface Failed {
  state: SessionState;
  flow: SessionFlow;
  attempt: number;
  decidedAt: Date | null;
  redactedAt: Date | null;
}

/** What decides about another attempt, in addition to the session. */
interface RetryTerms {
  /** Every reason why it failed. */
  reasons: readonly SessionReason[];
  /** How many further attempts the project allows. */
  retries: number;
  now: number;
}

/**
 * Until when the applicant of a failed session can try again, in milliseconds since the epoch; null: not at all. Only
 * what an applicant can cure is tried again: one reason among several that they can't is enough against it.
 */
export function retryDeadline(
  { state, flow, attempt, decidedAt, redactedAt }: Failed,
  { reasons, retries, now }: RetryTerms,
): number | null {
  // In a direct session the integrator takes the picture: it starts another one itself.
  if (state !== "failed" || flow !== "page" || decidedAt === null || redactedAt !== null) return null;
  if (attempt > retries) return null;
  if (!reasons.every((reason) => sessionReasons[reason].curable)) return null;
  const until = decidedAt.getTime() + retryWindowMs;
  return now < until ? until : null;
}
