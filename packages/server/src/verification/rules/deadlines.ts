import type { SessionFlow, SessionState } from "@countersign/wire";

const minute = 60_000;
const hour = 60 * minute;

/** How long a session lives from its start, in milliseconds (as able-id's sessions do; never prolonged). */
export const sessionLifetimeMs: Readonly<Record<SessionFlow, number>> = { page: 10 * minute, direct: hour };

/**
 * How long a submitted session waits for an operator, in milliseconds from its submission. Ours: the
 * session's own life bounds what the applicant does, not what the project's staff does afterwards.
 */
export const reviewLifetimeMs = 72 * hour;

/** When a session that enters this state at `now` runs out; all times in milliseconds since the epoch. */
export function deadlineIn(state: SessionState, times: { deadlineAt: number; now: number }): number {
  return state === "in_review" ? times.now + reviewLifetimeMs : times.deadlineAt;
}

/** Whether a session's time is up. The instant of the deadline itself is too late. */
export function isOverdue(deadlineAt: number, now: number): boolean {
  return now >= deadlineAt;
}
