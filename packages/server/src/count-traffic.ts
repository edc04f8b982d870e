import type { SessionState } from "@countersign/wire";
import { afterCommit, type Tx } from "./db/index.ts";
import type { startDelivery } from "./delivery/index.ts";
import type { openInterception } from "./interception/index.ts";
import type { Traffic } from "./stats/index.ts";
import { timeline, type VerificationDeps } from "./verification/index.ts";

type OnSettled = NonNullable<Parameters<typeof startDelivery>[0]["onSettled"]>;
type OnRun = NonNullable<Parameters<typeof openInterception>[0]["onRun"]>;

/** Counts the outcomes that a delivery worker has written. */
export function countDeliveries(traffic: Traffic): OnSettled {
  return ({ item, at, attempt, fate }, projectId) =>
    traffic.delivery({
      webhookId: item.webhookId,
      projectId,
      at,
      attempt,
      became: fate.kind === "retry" ? "retry" : fate.status,
    });
}

/** Counts runs of hooks. Tests and dry runs stop nothing, and are not counted. */
export function countInterceptions(traffic: Traffic): OnRun {
  return ({ request, verdict }) => {
    if (request.dryRun || request.test) return;
    const { steps, totalMs } = verdict.trace;
    traffic.interception({
      projectId: request.projectId,
      verdict: verdict.kind,
      degraded: verdict.kind === "allowed" && verdict.degraded,
      totalMs,
      hooks: steps.flatMap(({ webhookId, verdict: own, durationMs }) =>
        own === "skipped" ? [] : [{ webhookId, verdict: own, durationMs }],
      ),
    });
  };
}

const ofState = {
  created: null,
  started: "started",
  processing: null,
  in_review: "inReview",
  resubmission_requested: null,
  succeeded: "succeeded",
  failed: "failed",
  aborted: "aborted",
  expired: "expired",
} as const;

/** How a review ended, by the state that its session got. */
const endOfReview: Partial<Record<SessionState, "approved" | "refused" | "sentBack">> = {
  succeeded: "approved",
  failed: "refused",
  resubmission_requested: "sentBack",
};

/** Verification's own hooks, which in addition count what is committed. */
export function countSessions(
  traffic: Traffic,
  deps: Pick<VerificationDeps, "recordEvent" | "onTransition" | "onUserDecided">,
): Pick<VerificationDeps, "recordEvent" | "onTransition" | "onUserDecided"> {
  const count = (tx: Tx, add: () => void) => afterCommit(tx, add);
  return {
    async recordEvent(tx, event) {
      if (event.type === "review.requested") count(tx, () => traffic.review(event.projectId, "opened", null));
      return deps.recordEvent(tx, event);
    },
    async onTransition(tx, session, transition) {
      const { projectId, createdAt, decidedAt } = session;
      const { from, to } = transition;
      const became = ofState[to];
      const tookMs = decidedAt && decidedAt.getTime() - createdAt.getTime();
      if (became !== null && from !== to) count(tx, () => traffic.session(projectId, became, tookMs));
      if (from === "in_review" && to !== "in_review") {
        const end = endOfReview[to] ?? "withdrawn";
        const steps = await timeline(tx, session.id);
        const begun = steps.findLast(({ toState }) => toState === "in_review")?.at;
        const ended = steps.at(-1)?.at;
        const waitedMs = begun && ended ? ended.getTime() - begun.getTime() : null;
        count(tx, () => traffic.review(projectId, end, waitedMs));
      }
      await deps.onTransition(tx, session, transition);
    },
    async onUserDecided(tx, review, decision) {
      const waitedMs = decision.decidedAt.getTime() - review.createdAt.getTime();
      if (review.kind === "user")
        count(tx, () => traffic.review(review.projectId, decision.decision, waitedMs));
      await deps.onUserDecided(tx, review, decision);
    },
  };
}
