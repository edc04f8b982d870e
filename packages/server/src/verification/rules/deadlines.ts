import type { SessionFlow, SessionState } from "@countersign/wire";

const minute = 60_000;
const hour = 60 * minute;

/** A session's lifetime from its start, in milliseconds (as in able-id). */
export const sessionLifetimeMs: Readonly<Record<SessionFlow, number>> = { page: 10 * minute, direct: hour };

/** The same of a session that asks no registry. */
export const methodLifetimeMs = 30 * minute;

/** How much longer a page's session lives if the applicant asks for more time, once; in milliseconds. */
export const extensionMs = 10 * minute;

/**
 * How long a submitted session waits for its checks and then for an operator, in milliseconds from each. The session's own
 * lifetime bounds what the applicant does, not what the project's staff does afterwards.
 */
export const reviewLifetimeMs = 72 * hour;

/** For how long after a failure the applicant can try again; in milliseconds. */
export const retryWindowMs = 72 * hour;

/** How long the applicant has for the pictures that a person asks for; in milliseconds. */
export const resubmissionLifetimeMs = 72 * hour;

/** The deadline of a session that enters this state at `now`; all times in milliseconds since the epoch. */
export function deadlineIn(state: SessionState, times: { deadlineAt: number; now: number }): number {
  const submitted = state === "processing" || state === "in_review";
  return submitted ? times.now + reviewLifetimeMs : times.deadlineAt;
}

/** Whether a session is past its deadline. The instant of the deadline itself is too late. */
export function isOverdue(deadlineAt: number, now: number): boolean {
  return now >= deadlineAt;
}
