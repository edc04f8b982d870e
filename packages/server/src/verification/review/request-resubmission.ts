import { retakeReasonsOf } from "@countersign/wire";
import type { Actor } from "../../access/index.ts";
import type { Tx } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { resubmissionLifetimeMs } from "../rules/deadlines.ts";
import { legalTriggers } from "../rules/next-state.ts";
import { type AskedCapture, askedCaptures, maxResubmissions } from "../rules/resubmission.ts";
import { wantedCaptures } from "../rules/wanted-captures.ts";
import type { Session } from "../session/session.ts";
import { askForRetake } from "../submit/retakes.ts";
import { report } from "../transition/effects.ts";
import { applyTrigger } from "../transition/transition.ts";
import { checkOpen, type DecisionRefusal } from "./check-decision.ts";
import { type Held, holdReview } from "./hold-review.ts";
import type { Review } from "./review.ts";
import { sealWriting } from "./review-writing.ts";
import { findReview } from "./reviews.ts";

/** `limit`: the session was sent back as often as it may be. The others: see {@link DecisionRefusal}. */
export type ResubmissionResult =
  | { kind: "requested"; review: Review; asked: readonly AskedCapture[] }
  | { kind: "unknown" }
  | { kind: "limit" }
  | DecisionRefusal;

/**
 * Sends a session back: its page asks for these pictures again, for three days. The review is closed; another one is
 * opened once the pictures are there.
 */
export async function requestResubmission(
  deps: VerificationDeps,
  tx: Tx,
  reviewId: string,
  { captures, comment }: { captures: readonly AskedCapture[]; comment?: string | undefined },
  actor: Actor,
): Promise<ResubmissionResult> {
  const held = await holdReview(deps, tx, reviewId);
  if (held === null) return { kind: "unknown" };
  const { session, review } = held;
  const refusal = checkOpen(held, actor) ?? checkCaptures(held, captures);
  if (refusal !== null) return refusal;
  if (session === null) return noPictures;
  if (session.resubmissions >= maxResubmissions) return { kind: "limit" };
  const now = deps.clock();
  await tx
    .updateTable("reviews")
    .set({
      state: "decided",
      decision: "resubmission_requested",
      decidedBy: actor.id,
      decidedAt: new Date(now),
      ...(await sealWriting(deps, tx, review, { comment })),
    })
    .where("id", "=", review.id)
    .execute();
  const asked = askedCaptures(wantedCaptures(session) ?? [], captures);
  await sendBack(deps, tx, session, asked, actor);
  const closed = await findReview(deps, tx, review.id);
  if (closed === null) throw new Error(`review ${review.id} vanished in the transaction that locked it`);
  return { kind: "requested", review: closed, asked };
}

const noPictures: DecisionRefusal = {
  kind: "field",
  field: "captures",
  problem: "can only be asked for in the review of a session whose applicant sends pictures on a page",
};

function checkCaptures({ session }: Held, captures: readonly AskedCapture[]): DecisionRefusal | null {
  if (session === null || !legalTriggers(session, session.state).includes("request_resubmission"))
    return noPictures;
  const wanted = wantedCaptures(session) ?? [];
  for (const [at, { kind, reason }] of captures.entries()) {
    if (!wanted.includes(kind))
      return problem(`captures.${at}.kind`, `is not a picture of this session; it has ${wanted.join(", ")}`);
    const reasons = retakeReasonsOf(kind);
    if (!reasons.includes(reason))
      return problem(
        `captures.${at}.reason`,
        `can't be said of this picture; use one of ${reasons.join(", ")}`,
      );
  }
  return null;
}

function problem(field: string, text: string): DecisionRefusal {
  return { kind: "field", field, problem: text };
}

/** The session is locked and in review, so the transition is legal. */
async function sendBack(
  deps: VerificationDeps,
  tx: Tx,
  session: Session,
  asked: readonly AskedCapture[],
  actor: Actor,
): Promise<void> {
  const now = deps.clock();
  const expiresAt = new Date(now + resubmissionLifetimeMs);
  const patch = { resubmissions: session.resubmissions + 1, expiresAt, deadlineAt: expiresAt };
  const moved = await applyTrigger(deps, tx, session, { type: "request_resubmission" }, actor, patch);
  if (moved.kind !== "done")
    throw new Error(`a locked session in review could not be sent back: ${moved.kind}`);
  for (const one of asked) await askForRetake(tx, session.id, { ...one, askedBy: "reviewer" }, new Date(now));
  const { id: attemptId, transactionId, method, userId } = session;
  await report(deps, tx, moved.session, "session.resubmission_requested", {
    attemptId,
    transactionId,
    method,
    userId,
    captures: [...asked],
    requestedAt: new Date(now).toISOString(),
    expiresAt: expiresAt.toISOString(),
  });
}
