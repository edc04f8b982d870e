import type { Language, SessionMethod, WebhookId } from "@countersign/wire";
import type { Tx } from "../db/index.ts";
import type { Project } from "../projects/index.ts";
import type { VerificationDeps } from "./deps.ts";
import type { Session, SessionPerson } from "./session.ts";

/** What a session on the applicant's page is started with. */
export interface StartInput {
  project: Project;
  method: SessionMethod;
  /** Unique in the project. */
  transactionId: string;
  person: SessionPerson;
  language: Language;
  outcomeWebhookIds: WebhookId[];
}

/**
 * A new session; `pageToken` (43 characters, base64url) is told this once and stored hashed.
 * `duplicate`: the project has used this transaction id. `limit`: too many failures lately (10100).
 */
export type StartResult =
  | { kind: "started"; session: Session; pageToken: string }
  | { kind: "duplicate" }
  | { kind: "limit" };

/** Starts a session that the applicant goes through on a page within ten minutes. Never throws on a duplicate. */
export async function startSession(
  _deps: VerificationDeps,
  _tx: Tx,
  _input: StartInput,
): Promise<StartResult> {
  throw new Error("not implemented");
}

/** `again`: the same transaction id within its hour gives the same session. */
export type StartDirectResult = { kind: "started" | "again"; session: Session } | { kind: "duplicate" };

/**
 * Starts a session of the direct flow, in which the integrator sends the person and the picture itself within
 * an hour. The same transaction id gives the same session for that hour, and is a `duplicate` afterwards or
 * when a page session has used it.
 */
export async function startDirectSession(
  _deps: VerificationDeps,
  _tx: Tx,
  _input: { project: Project; transactionId: string; language: Language },
): Promise<StartDirectResult> {
  throw new Error("not implemented");
}
