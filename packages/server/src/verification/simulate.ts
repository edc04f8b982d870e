import type { ProjectId } from "@countersign/wire";
import type { Actor } from "../access/index.ts";
import type { Tx } from "../db/index.ts";
import type { VerificationDeps } from "./deps.ts";
import { storedSession } from "./row.ts";
import type { SimulatedOutcome } from "./rules/machine.ts";
import { applyTrigger, type TransitionResult } from "./transition.ts";

/** Ends an open session with a chosen outcome. Only in test-mode projects. `projectId` null: of any project. */
export async function simulateOutcome(
  deps: VerificationDeps,
  tx: Tx,
  target: { projectId: ProjectId | null; id: string },
  outcome: SimulatedOutcome,
  actor: Actor,
): Promise<TransitionResult | { kind: "test-mode-only" }> {
  const session = await storedSession(tx, target.projectId, target.id);
  if (session === null) return { kind: "unknown" };
  if (session.mode !== "test") return { kind: "test-mode-only" };
  return applyTrigger(deps, tx, session, { type: "simulate", outcome }, actor);
}
