import type { ProjectId, ProjectQuotas, SessionId } from "@countersign/wire";
import type { Roles } from "./roles.ts";

/**
 * The id of the holder of COUNTERSIGN_OPERATOR_TOKEN, with which the service is set up before there
 * are operators.
 */
export const bootstrapActorId = "bootstrap";
/** What earlier versions wrote in its place. */
export const formerBootstrapId = "operator-token";

/** The id by which an actor is known now, of one that was stored. */
export function presentActorId(stored: string): string {
  return stored === formerBootstrapId ? bootstrapActorId : stored;
}

/** Who did something, as recorded in the audit log: by id, never by name. */
export type Actor =
  | ({ kind: "operator"; id: string; name: string } & Somewhere)
  | ({ kind: "project"; id: string; projectId: ProjectId } & Somewhere)
  | { kind: "applicant"; id: SessionId }
  | { kind: "system"; id: string }
  | { kind: "anonymous"; id: "unknown" };

/** The actor's network address; absent for actions that don't come over HTTP. */
interface Somewhere {
  address?: string;
}

/** The callers of the APIs: people by token or session, projects by key. */
export type BearerActor =
  | (Extract<Actor, { kind: "operator" }> & { roles: Roles })
  | (Extract<Actor, { kind: "project" }> & { quotas: ProjectQuotas; archived: boolean });

/** A person who calls. */
export type OperatorActor = Extract<BearerActor, { kind: "operator" }>;

/**
 * What is stored as the kind of an actor: earlier versions distinguished reviewers from operators
 * by it.
 */
export type StoredActorKind = Actor["kind"] | "reviewer";
