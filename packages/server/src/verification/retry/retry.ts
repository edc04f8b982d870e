import { timingSafeEqual } from "node:crypto";
import { newPublicId, type SessionId } from "@countersign/wire";
import type { Tx } from "../../db/index.ts";
import type { SealingKey } from "../../sealing/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { methodLifetimeMs, sessionLifetimeMs } from "../rules/deadlines.ts";
import { derivedPageToken, pageTokenHash } from "../session/page-token.ts";
import { holdSubject, liveSubjectKey, sealPerson, sessionPerson } from "../session/person.ts";
import { storedSession } from "../session/row.ts";
import type { Session } from "../session/session.ts";
import { type SessionData, sealSessionData, sessionData } from "../session/session-data.ts";
import { insertSession } from "../start/start.ts";
import { isCall, newCall } from "../start/start-method.ts";
import { applicant } from "../submit/applicant.ts";
import { lockSession } from "../transition/lock.ts";
import { retryOffer } from "./offer.ts";

/**
 * `pageToken` (43 characters, base64url) opens the other session's page. `begun`: it was started before, by another tab
 * perhaps. `replaced`: somebody gave that session another link. `refused`: the applicant can't try again.
 */
export type RetryResult =
  | { kind: "started" | "begun"; session: Session; pageToken: string }
  | { kind: "replaced" }
  | { kind: "refused" };

/**
 * Starts the session in which the applicant of a failed one tries again, with the same person, data and transaction
 * id. One failed session leads to one other, however often and by however many this is called.
 */
export async function retrySession(
  deps: VerificationDeps,
  tx: Tx,
  failedId: SessionId,
): Promise<RetryResult> {
  const failed = await lockSession(deps, tx, null, failedId);
  const offer = failed && (await retryOffer(deps, tx, failed));
  if (failed === null || offer === null) return { kind: "refused" };
  return offer.kind === "begun" ? enterBegun(deps, tx, offer.sessionId) : begin(deps, tx, failed);
}

async function enterBegun(deps: VerificationDeps, tx: Tx, id: SessionId): Promise<RetryResult> {
  const session = await storedSession(tx, null, id);
  if (session === null) throw new Error(`session ${id} vanished`);
  const pageToken = await derivedPageToken(deps, tx, session, "retry-page");
  const row = await tx.selectFrom("sessions").select("pageTokenHash").where("id", "=", id).executeTakeFirst();
  const stored = row?.pageTokenHash;
  if (stored == null || !timingSafeEqual(stored, pageTokenHash(pageToken))) return { kind: "replaced" };
  return { kind: "begun", session, pageToken };
}

async function begin(deps: VerificationDeps, tx: Tx, failed: Session): Promise<RetryResult> {
  const { projectId, subjectId, method, origin } = failed;
  // An erasure locks sessions first: it waits for this one, or was before it.
  if (subjectId === null || !(await holdSubject(tx, subjectId))) return { kind: "refused" };
  const key = await liveSubjectKey(deps.keyring, tx, subjectId);
  const id = newPublicId<SessionId>(deps.random, deps.cell);
  const pageToken = await derivedPageToken(deps, tx, { id, projectId }, "retry-page");
  const session = await insertSession(
    deps,
    tx,
    {
      id,
      projectId,
      transactionId: null,
      repeatedTransactionId: failed.transactionId,
      attempt: failed.attempt + 1,
      retryOf: failed.id,
      origin,
      method,
      flow: "page",
      language: failed.language,
      lifeMs: origin === "able-id" ? sessionLifetimeMs.page : methodLifetimeMs,
      userId: failed.userId,
      subjectId,
      withPoses: failed.withPoses,
      outcomeWebhookIds: failed.outcomeWebhookIds,
      pageTokenHash: pageTokenHash(pageToken),
      ...(failed.personKind !== null && { personKind: failed.personKind }),
      ...(await sealedAgain(deps, tx, failed, { id, key })),
    },
    applicant(id),
  );
  if (session === null) throw new Error("a session without a transaction id met another's");
  return { kind: "started", session, pageToken };
}

/** What is known about the person, sealed for the other session; not what came of the failed one. */
async function sealedAgain(
  deps: VerificationDeps,
  tx: Tx,
  failed: Session,
  { id, key }: { id: SessionId; key: SealingKey },
): Promise<{ personSealed?: Buffer; dataSealed?: Buffer }> {
  const person = await sessionPerson(deps, tx, failed);
  const data = await sessionData(deps, tx, failed);
  return {
    ...(person !== null && { personSealed: sealPerson(key, id, person) }),
    ...(data !== null && { dataSealed: sealSessionData(key, id, dataAgain(deps, failed, data)) }),
  };
}

function dataAgain(
  { random }: Pick<VerificationDeps, "random">,
  { method }: Session,
  { verifiedIdentity: _, abortReason: __, ...data }: SessionData,
): SessionData {
  return isCall(method) ? { ...data, ...newCall(random) } : data;
}
