import type { ProjectId, SessionId } from "@countersign/wire";
import type { Actor } from "../access/index.ts";
import type { Tx } from "../db/index.ts";
import { applicant } from "./applicant.ts";
import { judgePicture, type PictureProblem, storeFace } from "./captures.ts";
import type { VerificationDeps } from "./deps.ts";
import { isOverLimit } from "./failure-limit.ts";
import { sealPerson, subjectOf } from "./person.ts";
import { lockSession } from "./read.ts";
import { judged, storedSession } from "./row.ts";
import type { SimulatedOutcome, Trigger } from "./rules/machine.ts";
import { nextState } from "./rules/next-state.ts";
import type { Session, SessionPerson } from "./session.ts";
import { applyTrigger, type SessionPatch, type TransitionResult } from "./transition.ts";

/** `test-mode-only`: an outcome was chosen in a live project. */
export type SubmitResult = TransitionResult | PictureProblem | { kind: "test-mode-only" };

/**
 * Takes the picture that the applicant sent from the page. The session is then in review, or decided if an
 * outcome was chosen, in test-mode projects only.
 */
export async function submitCapture(
  deps: VerificationDeps,
  tx: Tx,
  id: SessionId,
  submission: { photo: Uint8Array; outcome?: SimulatedOutcome },
): Promise<SubmitResult> {
  const session = await storedSession(tx, null, id);
  if (session === null) return { kind: "unknown" };
  return submit(deps, tx, session, {
    ...submission,
    trigger: { type: "capture" },
    actor: applicant(id),
    patch: {},
  });
}

/** What the integrator sends in the direct flow. `outcome` decides at once, in test-mode projects only. */
export interface DirectSubmission {
  person: SessionPerson;
  /** JPEG or PNG, 6 MiB at most. */
  photo: Uint8Array;
  outcome?: SimulatedOutcome;
}

/**
 * Takes the person and the picture of a direct session. It is then in review, or decided if an outcome was
 * given. `limit`: too many failures of this person lately (10100).
 */
export async function submitDirect(
  deps: VerificationDeps,
  tx: Tx,
  projectId: ProjectId,
  sessionId: SessionId,
  submission: DirectSubmission,
): Promise<SubmitResult | { kind: "limit" }> {
  const { person, ...rest } = submission;
  // Locked before the subject is, as everywhere.
  const session = await lockSession(deps, tx, projectId, sessionId);
  if (session === null) return { kind: "unknown" };
  const subject = await subjectOf(deps.keyring, tx, projectId, person);
  if (await isOverLimit(deps, tx, session.mode, subject.id)) return { kind: "limit" };
  return submit(deps, tx, session, {
    ...rest,
    trigger: { type: "submit_photo" },
    actor: { kind: "project", id: projectId, projectId },
    patch: {
      subjectId: subject.id,
      personKind: person.kind,
      personSealed: sealPerson(subject.key, session.id, person),
    },
  });
}

interface Submission {
  photo: Uint8Array;
  outcome?: SimulatedOutcome;
  trigger: Trigger;
  actor: Actor;
  patch: SessionPatch;
}

/** Both flows from here on: the picture is judged and kept, then the outcome chosen or a review requested. */
async function submit(
  deps: VerificationDeps,
  tx: Tx,
  session: Session,
  submission: Submission,
): Promise<SubmitResult> {
  const { photo, outcome, trigger, actor, patch } = submission;
  if (outcome !== undefined && session.mode !== "test") return { kind: "test-mode-only" };
  const state = judged(session, deps.clock()).state;
  if (nextState(session, state, trigger).kind === "refused") {
    return applyTrigger(deps, tx, session, trigger, actor);
  }
  const picture = judgePicture(photo, session.mode);
  if (picture.kind === "picture") return picture;
  const submitted = await applyTrigger(deps, tx, session, trigger, actor, patch);
  if (submitted.kind !== "done") return submitted;
  await storeFace(deps, tx, submitted.session, { bytes: photo, type: picture.type });
  const next: Trigger = outcome === undefined ? { type: "request_review" } : { type: "simulate", outcome };
  return applyTrigger(deps, tx, session, next, outcome === undefined ? reviewer : actor);
}

const reviewer: Actor = { kind: "system", id: "review" };
