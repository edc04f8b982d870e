import type { ProjectId, ProjectQuotas, SessionId } from "@countersign/wire";

/** Who did something, as it is written into the audit log. Names never enter it, ids do. */
export type Actor =
  | ({ kind: "operator" | "reviewer"; id: string; name: string } & Somewhere)
  | ({ kind: "project"; id: string; projectId: ProjectId } & Somewhere)
  | { kind: "applicant"; id: SessionId }
  | { kind: "system"; id: string }
  | { kind: "anonymous"; id: "unknown" };

/** From which address somebody acts; absent where they don't do so over HTTP. */
interface Somewhere {
  address?: string;
}

/** The actors who sign in with a bearer token. */
export type BearerActor =
  | Extract<Actor, { kind: "operator" | "reviewer" }>
  | (Extract<Actor, { kind: "project" }> & { quotas: ProjectQuotas });

/** What a person who signs in may do: an operator everything, a reviewer reviews and sessions. */
export type Role = "operator" | "reviewer";
