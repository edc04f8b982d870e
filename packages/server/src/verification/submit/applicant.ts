import { type AbortReason, isOpenState, type SessionDocumentType, type SessionId } from "@countersign/wire";
import type { Actor } from "../../access/index.ts";
import type { Tx } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { extensionMs } from "../rules/deadlines.ts";
import { type ConsentText, recordConsent } from "../session/consent.ts";
import type { Session } from "../session/session.ts";
import { changedData } from "../session/session-data.ts";
import { wasExtended } from "../session/timeline.ts";
import { lockSession } from "../transition/lock.ts";
import { applyTrigger, type TransitionResult } from "../transition/transition.ts";

/**
 * The applicant consents on the page, to a text that is kept if the page says which. Consenting again changes nothing
 * and is not an error.
 */
export async function giveConsent(
  deps: VerificationDeps,
  tx: Tx,
  id: SessionId,
  text?: ConsentText,
): Promise<TransitionResult> {
  const given = await applyTrigger(deps, tx, { id }, { type: "consent" }, applicant(id));
  if (given.kind === "done" && text !== undefined) await recordConsent(tx, id, text, new Date(deps.clock()));
  return onceIn("started", given);
}

/** The applicant chooses a document type; it can be changed until the pictures are complete. */
export async function chooseDocument(
  deps: VerificationDeps,
  tx: Tx,
  id: SessionId,
  documentType: SessionDocumentType,
): Promise<TransitionResult> {
  return applyTrigger(deps, tx, { id }, { type: "choose_document" }, applicant(id), { documentType });
}

/**
 * Gives the applicant ten more minutes, once, while they have something to do. Asking again changes nothing and is not
 * an error.
 */
export async function extendSession(
  deps: VerificationDeps,
  tx: Tx,
  id: SessionId,
): Promise<TransitionResult> {
  const session = await lockSession(deps, tx, null, id);
  if (session === null) return { kind: "unknown" };
  if (isOpenState(session.state) && (await wasExtended(tx, id))) return { kind: "done", session };
  const expiresAt = new Date(session.expiresAt.getTime() + extensionMs);
  const patch = { expiresAt, deadlineAt: expiresAt };
  return applyTrigger(deps, tx, session, { type: "extend" }, applicant(id), patch);
}

/**
 * The applicant gives up, optionally with a reason, or `actor` ends the session for them; possible until it is
 * decided. Aborting it again changes nothing and is not an error.
 */
export async function abortSession(
  deps: VerificationDeps,
  tx: Tx,
  id: SessionId,
  reason?: AbortReason,
  actor: Actor = applicant(id),
): Promise<TransitionResult> {
  const session = await lockSession(deps, tx, null, id);
  if (session === null) return { kind: "unknown" };
  const patch = reason === undefined ? {} : await changedData(deps, tx, session, { abortReason: reason });
  return onceIn("aborted", await applyTrigger(deps, tx, session, { type: "abort" }, actor, patch));
}

/** The applicant as an actor, identified by the session alone. */
export function applicant(id: SessionId): Actor {
  return { kind: "applicant", id };
}

function onceIn(state: Session["state"], result: TransitionResult): TransitionResult {
  if (result.kind !== "refused" || result.session.state !== state) return result;
  return { kind: "done", session: result.session };
}
