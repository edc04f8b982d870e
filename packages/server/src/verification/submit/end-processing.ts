import type { Identity, SessionReason } from "@countersign/wire";
import { type Actor, audit } from "../../access/index.ts";
import type { Tx } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import type { Trigger } from "../rules/machine.ts";
import type { Session } from "../session/session.ts";
import { changedData } from "../session/session-data.ts";
import { applyTrigger, type TransitionResult } from "../transition/transition.ts";

/**
 * Applies the result of a session's checks: an end with everything that belongs to it, or a
 * person's decision.
 */
export type Processed =
  | { outcome: "review" }
  | { outcome: "approved"; identity: Identity }
  | { outcome: "refused"; reason: SessionReason };

const machine: Actor = { kind: "system", id: "checks" };

/**
 * Ends the processing of a submitted session whose checks are done. The session is locked. What is decided without a
 * person is audited as the decision of `checks`.
 */
export async function endProcessing(
  deps: VerificationDeps,
  tx: Tx,
  session: Session,
  processed: Processed,
): Promise<TransitionResult> {
  const known = processed.outcome === "approved" && Object.keys(processed.identity).length > 0;
  const patch = known ? await changedData(deps, tx, session, { verifiedIdentity: processed.identity }) : {};
  const moved = await applyTrigger(deps, tx, session, triggerOf(processed), machine, patch);
  if (moved.kind !== "done" || processed.outcome === "review") return moved;
  const { id: target, projectId } = session;
  const details = {
    decision: processed.outcome,
    ...(processed.outcome === "refused" && { reasons: [processed.reason] }),
  };
  await audit(deps, tx, { actor: machine, action: "session.decide", projectId, target, details });
  return moved;
}

function triggerOf(processed: Processed): Trigger {
  switch (processed.outcome) {
    case "review":
      return { type: "request_review" };
    case "approved":
      return { type: "approve" };
    case "refused":
      return { type: "refuse", reason: processed.reason };
  }
}
