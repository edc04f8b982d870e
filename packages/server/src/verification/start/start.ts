import {
  type Language,
  newPublicId,
  type ProjectId,
  type RegistryMethod,
  type SessionFlow,
  type SessionId,
  type SessionLanguage,
  type SessionMethod,
  type SessionOrigin,
  type SubjectId,
  type WebhookId,
} from "@countersign/wire";
import type { Actor } from "../../access/index.ts";
import type { Tx } from "../../db/index.ts";
import type { Project } from "../../projects/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { sessionLifetimeMs } from "../rules/deadlines.ts";
import { newPageToken, pageTokenHash } from "../session/page-token.ts";
import { sealPerson, subjectOf } from "../session/person.ts";
import { selectSessions, storedSession } from "../session/row.ts";
import type { Session, SessionPerson } from "../session/session.ts";
import { recordStep } from "../session/timeline.ts";
import { isOverLimit } from "./failure-limit.ts";

/** What a session on the applicant's page is started with. */
export interface StartInput {
  project: Project;
  method: RegistryMethod;
  /** Unique in the project. */
  transactionId: string;
  person: SessionPerson;
  language: Language;
  outcomeWebhookIds: WebhookId[];
}

/**
 * A new session; `pageToken` (43 characters, base64url) is returned only here and stored hashed.
 * `duplicate`: the transaction id is already used in this project. `limit`: too many recent failures (10100).
 */
export type StartResult =
  | { kind: "started"; session: Session; pageToken: string }
  | { kind: "duplicate" }
  | { kind: "limit" };

/** Starts a session that the applicant goes through on a page within ten minutes. Never throws on a duplicate. */
export async function startSession(deps: VerificationDeps, tx: Tx, input: StartInput): Promise<StartResult> {
  const { project, method, transactionId, person, language, outcomeWebhookIds } = input;
  const subject = await subjectOf(deps.keyring, tx, project.id, person);
  if (await isOverLimit(deps, tx, project.mode, subject.id)) return { kind: "limit" };
  const id = newPublicId<SessionId>(deps.random, deps.cell);
  const pageToken = newPageToken(deps.random);
  const session = await insertSession(deps, tx, {
    id,
    projectId: project.id,
    transactionId,
    origin: "able-id",
    method,
    flow: "page",
    lifeMs: sessionLifetimeMs.page,
    personKind: person.kind,
    subjectId: subject.id,
    personSealed: sealPerson(subject.key, id, person),
    language,
    outcomeWebhookIds,
    pageTokenHash: pageTokenHash(pageToken),
  });
  return session === null ? { kind: "duplicate" } : { kind: "started", session, pageToken };
}

/** `again`: the same transaction id within an hour returns the same session. */
export type StartDirectResult = { kind: "started" | "again"; session: Session } | { kind: "duplicate" };

/**
 * Starts a session of the direct flow, in which the integrator sends the person and the picture itself within
 * an hour. The same transaction id returns the same session for that hour, whatever its state, and is a
 * `duplicate` afterwards or when a page session has used it.
 */
export async function startDirectSession(
  deps: VerificationDeps,
  tx: Tx,
  input: Pick<StartInput, "project" | "transactionId" | "language">,
): Promise<StartDirectResult> {
  const { project, transactionId, language } = input;
  const session = await insertSession(deps, tx, {
    id: newPublicId<SessionId>(deps.random, deps.cell),
    projectId: project.id,
    transactionId,
    origin: "able-id",
    method: "identification",
    flow: "direct",
    lifeMs: sessionLifetimeMs.direct,
    language,
  });
  if (session !== null) return { kind: "started", session };
  const earlier = await selectSessions(tx)
    .where("sessions.projectId", "=", project.id)
    .where("sessions.transactionId", "=", transactionId)
    .executeTakeFirst();
  if (earlier?.flow !== "direct" || deps.clock() >= earlier.expiresAt.getTime()) return { kind: "duplicate" };
  return { kind: "again", session: earlier };
}

interface NewSession {
  id: SessionId;
  projectId: ProjectId;
  transactionId: string | null;
  origin: SessionOrigin;
  method: SessionMethod;
  flow: SessionFlow;
  language: SessionLanguage;
  lifeMs: number;
  personKind?: SessionPerson["kind"];
  userId?: string | null;
  subjectId?: SubjectId;
  personSealed?: Uint8Array;
  dataSealed?: Uint8Array;
  withPoses?: boolean;
  outcomeWebhookIds?: WebhookId[];
  pageTokenHash?: Uint8Array;
  attempt?: number;
  retryOf?: SessionId;
  repeatedTransactionId?: string | null;
}

/**
 * Inserts a session with the first entry of its timeline; its project starts it unless `actor` does. Null: the
 * transaction id is already used.
 */
export async function insertSession(
  deps: VerificationDeps,
  tx: Tx,
  { lifeMs, ...values }: NewSession,
  actor: Actor = { kind: "project", id: values.projectId, projectId: values.projectId },
): Promise<Session | null> {
  const now = deps.clock();
  const expiresAt = new Date(now + lifeMs);
  const inserted = await tx
    .insertInto("sessions")
    .values({ ...values, state: "created", createdAt: new Date(now), expiresAt, deadlineAt: expiresAt })
    .onConflict((conflict) => conflict.columns(["projectId", "transactionId"]).doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) return null;
  const session = await storedSession(tx, values.projectId, values.id);
  if (session === null) throw new Error(`session ${values.id} vanished in the transaction that created it`);
  const step = { version: session.version, at: new Date(now), trigger: "start", actor } as const;
  await recordStep(tx, session.id, { ...step, fromState: null, toState: session.state });
  return session;
}
