import type { ProjectId, ProjectQuotas, SessionId } from "@countersign/wire";

/** Who did something, as it is written into the audit log. Names never enter it, ids do. */
export type Actor =
  | { kind: "operator" | "reviewer"; id: string; name: string }
  | { kind: "project"; id: string; projectId: ProjectId }
  | { kind: "applicant"; id: SessionId }
  | { kind: "system"; id: string };

/** The actors who sign in with a bearer token. */
export type BearerActor =
  | Extract<Actor, { kind: "operator" | "reviewer" }>
  | (Extract<Actor, { kind: "project" }> & { quotas: ProjectQuotas });

/** What a person who signs in may do: an operator everything, a reviewer reviews and sessions. */
export type Role = "operator" | "reviewer";
