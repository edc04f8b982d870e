import type { SessionId } from "@countersign/wire";
import type { Actor } from "../access/index.ts";
import type { Tx } from "../db/index.ts";
import type { VerificationDeps } from "./deps.ts";
import type { Session } from "./session.ts";
import { applyTrigger, type TransitionResult } from "./transition.ts";

/** The applicant agrees on the page. Agreeing again is no change and no error. */
export async function giveConsent(deps: VerificationDeps, tx: Tx, id: SessionId): Promise<TransitionResult> {
  return onceIn("started", await applyTrigger(deps, tx, { id }, { type: "consent" }, applicant(id)));
}

/** The applicant gives up; possible until the session is decided. Giving up again is no change and no error. */
export async function abortSession(deps: VerificationDeps, tx: Tx, id: SessionId): Promise<TransitionResult> {
  return onceIn("aborted", await applyTrigger(deps, tx, { id }, { type: "abort" }, applicant(id)));
}

/** The applicant as an actor: known by nothing but the session. */
export function applicant(id: SessionId): Actor {
  return { kind: "applicant", id };
}

function onceIn(state: Session["state"], result: TransitionResult): TransitionResult {
  if (result.kind !== "refused" || result.session.state !== state) return result;
  return { kind: "done", session: result.session };
}
