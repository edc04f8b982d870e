import { newId } from "@countersign/wire";
import type { Tx } from "../../db/index.ts";
import type { SessionEvent, VerificationDeps } from "../deps.ts";
import type { Effect, SessionOutcome } from "../rules/machine.ts";
import { nextEventSequence } from "../session/event-sequence.ts";
import type { Session } from "../session/session.ts";

/** Carries out a step's effects in the step's own transaction. `session` is the step's result. */
export async function carryOut(
  deps: VerificationDeps,
  tx: Tx,
  session: Session,
  effect: Effect,
): Promise<void> {
  switch (effect.type) {
    case "open_review":
      return openReview(deps, tx, session);
    case "withdraw_review":
      return withdrawReview(deps, tx, session);
    case "end":
      return end(deps, tx, session, effect.outcome);
  }
}

async function openReview(deps: VerificationDeps, tx: Tx, session: Session): Promise<void> {
  const id = newId("review", deps.clock, deps.random);
  const createdAt = new Date(deps.clock());
  const { projectId, userId, subjectId } = session;
  await tx
    .insertInto("reviews")
    .values({
      id,
      projectId,
      kind: "session",
      sessionId: session.id,
      userId,
      subjectId,
      state: "open",
      createdAt,
    })
    .execute();
  await report(deps, tx, session, "review.requested", {
    reviewId: id,
    attemptId: session.id,
    method: session.method,
    userId,
    requestedAt: createdAt.toISOString(),
  });
}

async function withdrawReview(deps: VerificationDeps, tx: Tx, session: Session): Promise<void> {
  await tx
    .updateTable("reviews")
    .set({ state: "withdrawn", decidedAt: new Date(deps.clock()) })
    .where("sessionId", "=", session.id)
    .where("state", "=", "open")
    .execute();
}

async function end(deps: VerificationDeps, tx: Tx, session: Session, outcome: SessionOutcome): Promise<void> {
  if (outcome.state === "expired") {
    await report(deps, tx, session, "session.expired", {
      attemptId: session.id,
      transactionId: session.transactionId,
      method: session.method,
      expiredAt: (session.decidedAt ?? session.deadlineAt).toISOString(),
    });
  }
  await deps.onEnded(tx, session, outcome);
}

/** Reports that the session has entered the applicant's part, or that this part is complete. */
export async function reportProgress(
  deps: VerificationDeps,
  tx: Tx,
  session: Session,
  at: Date,
): Promise<void> {
  const { id: attemptId, transactionId, method, state } = session;
  const about = { attemptId, transactionId, method };
  if (state === "started")
    return report(deps, tx, session, "session.started", { ...about, startedAt: at.toISOString() });
  if (state === "processing")
    return report(deps, tx, session, "session.submitted", { ...about, submittedAt: at.toISOString() });
}

/** Sealed with the project's key: these events name nobody and must survive the person's erasure. */
export async function report(
  deps: VerificationDeps,
  tx: Tx,
  session: Session,
  type: SessionEvent["type"],
  payload: object,
): Promise<void> {
  const sequence = await nextEventSequence(tx, session.id);
  const { projectId } = session;
  await deps.recordEvent(tx, { projectId, type, subject: session.id, sequence, keyId: projectId, payload });
}
