import type { Identity, ProjectId } from "@countersign/wire";
import type { Actor } from "../../access/index.ts";
import type { Tx } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import type { SimulatedOutcome } from "../rules/machine.ts";
import { requiredIdentity } from "../rules/required-identity.ts";
import type { Session } from "../session/session.ts";
import { changedData, sessionData } from "../session/session-data.ts";
import { lockSession } from "../transition/lock.ts";
import { applyTrigger, type TransitionResult } from "../transition/transition.ts";

/** Ends an open session with a chosen outcome. Only in test-mode projects. `projectId` null: of any project. */
export async function simulateOutcome(
  deps: VerificationDeps,
  tx: Tx,
  target: { projectId: ProjectId | null; id: string },
  outcome: SimulatedOutcome,
  actor: Actor,
): Promise<TransitionResult | { kind: "test-mode-only" }> {
  const session = await lockSession(deps, tx, target.projectId, target.id);
  if (session === null) return { kind: "unknown" };
  if (session.mode !== "test") return { kind: "test-mode-only" };
  return applyOutcome(deps, tx, session, outcome, actor);
}

/** Applies a simulated outcome to a locked session of a test-mode project. A success has a verified identity. */
export async function applyOutcome(
  deps: VerificationDeps,
  tx: Tx,
  session: Session,
  outcome: SimulatedOutcome,
  actor: Actor,
): Promise<TransitionResult> {
  const patch = outcome.result === "success" ? await inventedIdentity(deps, tx, session) : {};
  return applyTrigger(deps, tx, session, { type: "simulate", outcome }, actor, patch);
}

/** The verified person of a simulated success where no identity was expected. */
const somebody = {
  firstName: "TEST",
  lastName: "PERSON",
  birthDate: "1990-01-31",
  gender: "OTHER",
  birthPlace: "NOWHERE",
  nationality: "UZ",
  documentType: "passport",
  documentNumber: "TT0000001",
} as const satisfies Identity;

async function inventedIdentity(deps: VerificationDeps, tx: Tx, session: Session) {
  if (requiredIdentity[session.method].length === 0) return {};
  const expected = (await sessionData(deps, tx, session))?.expectedIdentity;
  const shown = session.documentType === null ? {} : { documentType: session.documentType };
  return changedData(deps, tx, session, { verifiedIdentity: { ...somebody, ...shown, ...expected } });
}
