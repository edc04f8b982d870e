import {
  type ApplicantMethod,
  newPublicId,
  type ProjectId,
  type Random,
  type SessionId,
  type SessionLanguage,
  type SessionMethod,
  type SessionOrigin,
} from "@countersign/wire";

import type { Tx } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { newPageToken, pageTokenHash } from "../session/page-token.ts";
import { subjectNamed } from "../session/person.ts";
import type { Session } from "../session/session.ts";
import { type SessionData, sealSessionData } from "../session/session-data.ts";
import { insertSession } from "./start.ts";
import { randomUuid } from "./uuid.ts";

/** What a session that asks no registry is started with. */
export interface StartMethodInput {
  projectId: ProjectId;
  /** The surface that starts it; it decides which family's events report the session. */
  origin: Exclude<SessionOrigin, "able-id">;
  method: ApplicantMethod;
  /**
   * The id of a user, as `/v1/users` or the integrator numbers them: kept in clear and shown to operators, so never
   * an e-mail address. What is about one user shares a subject, so it is erased together.
   */
  userId?: string | undefined;
  /**
   * Any other name of the integrator's for the person, instead of `userId`: only stored as a keyed
   * hash.
   */
  customerId?: string | undefined;
  /** Unique in the project. */
  transactionId?: string | undefined;
  data: SessionData;
  /** Of documents: asks for pictures of the face from three sides, not for a selfie. */
  withPoses?: boolean;
  language: SessionLanguage;
  /** How long the applicant has, in milliseconds; never prolonged. A review has its own time. */
  lifeMs: number;
}

/** `pageToken` (43 characters, base64url) is returned only here. `duplicate`: the transaction id is already used. */
export type StartMethodResult =
  | { kind: "started"; session: Session; pageToken: string }
  | { kind: "duplicate" };

/**
 * Starts a session of a method that asks no registry: the applicant goes through it on a page, an
 * operator decides. A call with an agent gets its `identId` and `transactionNumber` here, unless
 * `data` contains them.
 */
export async function startMethodSession(
  deps: VerificationDeps,
  tx: Tx,
  input: StartMethodInput,
): Promise<StartMethodResult> {
  const { projectId, origin, method, userId, customerId, transactionId, withPoses, language, lifeMs } = input;
  const id = newPublicId<SessionId>(deps.random, deps.cell);
  const subject = await subjectNamed(deps.keyring, tx, projectId, subjectName(id, userId, customerId));
  const pageToken = newPageToken(deps.random);
  const data = isCall(method) ? { ...newCall(deps.random), ...input.data } : input.data;
  const session = await insertSession(deps, tx, {
    id,
    projectId,
    origin,
    method,
    flow: "page",
    language,
    lifeMs,
    transactionId: transactionId ?? null,
    userId: userId ?? null,
    withPoses: withPoses === true,
    subjectId: subject.id,
    dataSealed: sealSessionData(subject.key, id, data),
    pageTokenHash: pageTokenHash(pageToken),
  });
  return session === null ? { kind: "duplicate" } : { kind: "started", session, pageToken };
}

/** The name of a user's subject in its project. */
export function userSubjectName(userId: string): string {
  return `user:${userId}`;
}

/** A person without an id can't be recognised: each session has a subject of its own. */
function subjectName(id: SessionId, userId: string | undefined, customerId: string | undefined): string {
  if (userId !== undefined) return userSubjectName(userId);
  return customerId === undefined ? `session:${id}` : `customer:${customerId}`;
}

/** Whether an agent leads the applicant through sessions of this method. */
export function isCall(method: SessionMethod): boolean {
  return method === "qes" || method === "video-conference";
}

/** Letters that are not mistaken for each other when read or said aloud. */
const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";

/** The code and the number of a call with an agent. */
export function newCall(random: Random): Required<Pick<SessionData, "identId" | "transactionNumber">> {
  const code = Array.from(random(5), (byte) => letters.charAt(byte % letters.length)).join("");
  return { identId: `CSN-${code}`, transactionNumber: randomUuid(random) };
}
