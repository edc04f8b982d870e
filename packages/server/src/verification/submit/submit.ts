import type { CaptureKind, CaptureSource, ProjectId, RetakeReason, SessionId } from "@countersign/wire";
import type { Actor } from "../../access/index.ts";
import type { Tx } from "../../db/index.ts";
import { findProject } from "../../projects/index.ts";
import type { VerificationDeps } from "../deps.ts";
import type { SimulatedOutcome, Trigger } from "../rules/machine.ts";
import { nextState } from "../rules/next-state.ts";
import { missingCaptures, wantedCaptures } from "../rules/wanted-captures.ts";
import { sealPerson, subjectOf } from "../session/person.ts";
import type { Session, SessionPerson } from "../session/session.ts";
import { isOverLimit } from "../start/failure-limit.ts";
import { lockSession } from "../transition/lock.ts";
import { applyTrigger, type SessionPatch, type TransitionResult } from "../transition/transition.ts";
import { applicant } from "./applicant.ts";
import { isRepeated, judgePicture, type PictureProblem, storeCapture, takenCaptures } from "./captures.ts";
import { askForRetake, closeRetakes, countRetakes } from "./retakes.ts";
import { applyOutcome } from "./simulate.ts";

/**
 * `test-mode-only`: an outcome was simulated in a live project. `unwanted`: the session needs other pictures
 * (`wanted`; none while a document has to be chosen first). `unsigned`: the session's document comes first.
 */
export type SubmitResult =
  | TransitionResult
  | PictureProblem
  | { kind: "test-mode-only" }
  | { kind: "unsigned" }
  | { kind: "unwanted"; wanted: readonly CaptureKind[] };

/**
 * Takes one of the pictures that the applicant sends from the page; of each kind the last one counts. The picture
 * that completes the set puts the session into review, or ends it with `outcome` (test-mode projects only). A picture
 * with a `defect` is asked for again instead of being stored, as often as the project's policy allows.
 */
export async function submitCapture(
  deps: VerificationDeps,
  tx: Tx,
  id: SessionId,
  submission: {
    photo: Uint8Array;
    kind?: CaptureKind;
    source?: CaptureSource | undefined;
    outcome?: SimulatedOutcome;
    defect?: RetakeReason | null;
  },
): Promise<SubmitResult> {
  // Locked: of concurrent pictures, exactly one completes the set.
  const session = await lockSession(deps, tx, null, id);
  if (session === null) return { kind: "unknown" };
  const kind = submission.kind ?? "face";
  const wanted = wantedCaptures(session) ?? [];
  const left = missingCaptures(wanted, [...(await takenCaptures(tx, id)), kind]);
  return submit(deps, tx, session, {
    ...submission,
    kind,
    trigger: { type: left.length > 0 || wanted.length === 0 ? "add_capture" : "capture" },
    actor: applicant(id),
    patch: {},
  });
}

/**
 * The applicant is ready for the agent's call: puts the session into review, or ends it with `outcome` (test-mode
 * projects only). `unsigned`: the applicant has a document to sign first.
 */
export async function joinCall(
  deps: VerificationDeps,
  tx: Tx,
  id: SessionId,
  outcome?: SimulatedOutcome,
): Promise<TransitionResult | { kind: "test-mode-only" | "unsigned" }> {
  const session = await lockSession(deps, tx, null, id);
  if (session === null) return { kind: "unknown" };
  if (session.state === "started" && (await deps.isUnsigned?.(tx, session))) return { kind: "unsigned" };
  if (outcome !== undefined && session.mode !== "test") return { kind: "test-mode-only" };
  const joined = await applyTrigger(deps, tx, session, { type: "join" }, applicant(id));
  return joined.kind === "done" ? handOver(deps, tx, joined.session, outcome, applicant(id)) : joined;
}

/** What the integrator sends in the direct flow. `outcome` ends the session at once (test-mode projects only). */
export interface DirectSubmission {
  person: SessionPerson;
  /** JPEG or PNG, 6 MiB at most. */
  photo: Uint8Array;
  outcome?: SimulatedOutcome;
}

/**
 * Takes the person and the picture of a direct session and puts it into review, or ends it with `outcome`.
 * `limit`: too many recent failures of this person (10100).
 */
export async function submitDirect(
  deps: VerificationDeps,
  tx: Tx,
  projectId: ProjectId,
  sessionId: SessionId,
  submission: DirectSubmission,
): Promise<SubmitResult | { kind: "limit" }> {
  const { person, ...rest } = submission;
  // A session is always locked before its subject.
  const session = await lockSession(deps, tx, projectId, sessionId);
  if (session === null) return { kind: "unknown" };
  const subject = await subjectOf(deps.keyring, tx, projectId, person);
  if (await isOverLimit(deps, tx, session.mode, subject.id)) return { kind: "limit" };
  return submit(deps, tx, session, {
    ...rest,
    kind: "face",
    trigger: { type: "submit_photo" },
    actor: { kind: "project", id: projectId, projectId },
    patch: {
      subjectId: subject.id,
      personKind: person.kind,
      personSealed: sealPerson(subject.key, session.id, person),
    },
  });
}

const repeated: PictureProblem = {
  kind: "picture",
  problem: "repeated",
  detail: "This file was sent for another pose already: each pose needs a picture of its own.",
};

interface Submission {
  photo: Uint8Array;
  kind: CaptureKind;
  source?: CaptureSource | undefined;
  outcome?: SimulatedOutcome;
  defect?: RetakeReason | null;
  trigger: Trigger;
  actor: Actor;
  patch: SessionPatch;
}

/** Common to both flows: checks and stores the picture; the last one hands the session over. */
async function submit(
  deps: VerificationDeps,
  tx: Tx,
  session: Session,
  submission: Submission,
): Promise<SubmitResult> {
  const { photo, kind, source = null, outcome, trigger, actor, patch, defect = null } = submission;
  if (outcome !== undefined && session.mode !== "test") return { kind: "test-mode-only" };
  if (nextState(session, session.state, trigger).kind === "refused") {
    return applyTrigger(deps, tx, session, trigger, actor);
  }
  const wanted = wantedCaptures(session) ?? [];
  if (!wanted.includes(kind)) return { kind: "unwanted", wanted };
  const picture = judgePicture(photo, session.mode);
  if (picture.kind === "picture") return picture;
  const isAgain = session.mode === "live" && (await isRepeated(deps, tx, session, { kind, bytes: photo }));
  const reason = isAgain ? "repeated" : defect;
  if (reason !== null && outcome === undefined) {
    const limit = await retakeLimit(deps, tx, session);
    if (limit > (await countRetakes(tx, session.id, kind))) return askAgain(deps, tx, session, kind, reason);
    // Nobody would notice it.
    if (isAgain && limit === 0) return repeated;
  }
  const submitted = await applyTrigger(deps, tx, session, trigger, actor, patch);
  if (submitted.kind !== "done") return submitted;
  await storeCapture(deps, tx, submitted.session, { kind, bytes: photo, type: picture.type, source });
  await closeRetakes(tx, session.id, kind, new Date(deps.clock()));
  if (trigger.type === "add_capture") return submitted;
  return handOver(deps, tx, submitted.session, outcome, actor);
}

/** How often a picture of this session is asked for again; 0 where its project has no checks. */
async function retakeLimit(deps: VerificationDeps, tx: Tx, { projectId }: Session): Promise<number> {
  if (deps.checks === undefined) return 0;
  const project = await findProject(tx, projectId);
  return project === null || project.checks === "off" ? 0 : project.checksPolicy.retakes;
}

const machine: Actor = { kind: "system", id: "checks" };

async function askAgain(
  deps: VerificationDeps,
  tx: Tx,
  session: Session,
  kind: CaptureKind,
  reason: RetakeReason,
): Promise<TransitionResult> {
  const asked = await applyTrigger(deps, tx, session, { type: "ask_again" }, machine);
  if (asked.kind !== "done") return asked;
  await askForRetake(tx, session.id, { kind, reason, askedBy: "checks" }, new Date(deps.clock()));
  return asked;
}

/** The applicant's part is complete: checks or an operator decide, or the simulated outcome applies. */
async function handOver(
  deps: VerificationDeps,
  tx: Tx,
  session: Session,
  outcome: SimulatedOutcome | undefined,
  actor: Actor,
): Promise<TransitionResult> {
  if (outcome !== undefined) return applyOutcome(deps, tx, session, outcome, actor);
  if (await deps.checks?.request(tx, session)) return { kind: "done", session };
  return applyTrigger(deps, tx, session, { type: "request_review" }, reviewer);
}

const reviewer: Actor = { kind: "system", id: "review" };
