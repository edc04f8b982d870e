import type { Actor } from "../../access/index.ts";
import type { Tx } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import type { Session } from "../session/session.ts";
import { applyTrigger, type TransitionResult } from "../transition/transition.ts";
import { applicant } from "./applicant.ts";

/** The applicant has signed the session's document: the call with an agent is next. */
export async function markSigned(
  deps: VerificationDeps,
  tx: Tx,
  { id }: Pick<Session, "id">,
): Promise<TransitionResult> {
  return applyTrigger(deps, tx, { id }, { type: "sign" }, applicant(id));
}

const codes: Actor = { kind: "system", id: "signature-codes" };

/** Fails the session: too many wrong one-time codes were given. */
export async function failSignature(
  deps: VerificationDeps,
  tx: Tx,
  { id }: Pick<Session, "id">,
): Promise<TransitionResult> {
  return applyTrigger(deps, tx, { id }, { type: "refuse", reason: "signature_code_wrong" }, codes);
}
