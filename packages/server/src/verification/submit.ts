import type { ProjectId } from "@countersign/wire";
import type { Tx } from "../db/index.ts";
import type { VerificationDeps } from "./deps.ts";
import type { SimulatedOutcome } from "./rules/machine.ts";
import type { Session, SessionPerson } from "./session.ts";
import type { TransitionResult } from "./transition.ts";

/** Why a picture was not taken: not a JPEG or PNG that can be read, too small to show a face, too big. */
export type PictureProblem = {
  kind: "picture";
  problem: "unreadable" | "too-small" | "too-large";
  detail: string;
};

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
  _deps: VerificationDeps,
  _tx: Tx,
  _projectId: ProjectId,
  _sessionId: Session["id"],
  _submission: DirectSubmission,
): Promise<TransitionResult | PictureProblem | { kind: "limit" }> {
  throw new Error("not implemented");
}
