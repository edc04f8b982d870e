import { type Permission, type ProjectId, permissionNames, type Role } from "@countersign/wire";
import type { BearerActor, OperatorActor } from "./actor.ts";
import type { Reach } from "./roles.ts";

/** Who has a permission: people by role, and the projects' own keys. */
type Holder = Role | "key";

const admins: readonly Holder[] = ["admin"];
const operators: readonly Holder[] = ["admin", "operator"];
const reviewers: readonly Holder[] = ["admin", "operator", "reviewer"];
const developers: readonly Holder[] = ["admin", "operator", "developer", "key"];
const readers: readonly Holder[] = ["admin", "operator", "developer", "viewer", "key"];
const everybody: readonly Holder[] = ["admin", "operator", "developer", "reviewer", "viewer", "key"];

/**
 * What each role may do: the only place that says so. A permission of the service is held by a role
 * in the whole service alone; one of a project also by a role in that project, and there only.
 */
const permissions = {
  // Of the service.
  "own_account.use": { of: "service", holders: ["admin", "operator", "developer", "reviewer", "viewer"] },
  "operators.manage": { of: "service", holders: admins },
  "projects.create": { of: "service", holders: operators },
  "registry.manage": { of: "service", holders: operators },
  "erasures.read": { of: "service", holders: operators },
  "system.read": { of: "service", holders: operators },

  // Of a project.
  "audit.read": { of: "project", holders: operators },
  "projects.read": { of: "project", holders: everybody },
  "projects.change": { of: "project", holders: operators },
  "addresses.read": { of: "project", holders: readers },
  "addresses.change": { of: "project", holders: operators },
  "api_keys.manage": { of: "project", holders: operators },
  "secrets.rotate": { of: "project", holders: operators },
  "gateway.read": { of: "project", holders: readers },
  "gateway.change": { of: "project", holders: operators },
  "payments.manage": { of: "project", holders: operators },
  "users.change": { of: "project", holders: operators },
  "event_types.read": { of: "project", holders: everybody },
  "event_types.change": { of: "project", holders: operators },
  "events.read": { of: "project", holders: readers },
  "events.record": { of: "project", holders: developers },
  "deliveries.read": { of: "project", holders: readers },
  "deliveries.send": { of: "project", holders: developers },
  "webhooks.read": { of: "project", holders: readers },
  "webhooks.change": { of: "project", holders: operators },
  /** Set up webhooks: developers only where their project allows it, and without personal data. */
  "webhooks.set_up": { of: "project", holders: ["admin", "operator", "developer"] },
  "interceptions.read": { of: "project", holders: readers },
  "interceptions.run": { of: "project", holders: developers },
  "sessions.read": { of: "project", holders: everybody },
  "sessions.start": { of: "project", holders: developers },
  "subjects.erase": { of: "project", holders: ["admin", "operator", "key"] },
  "people.erase": { of: "project", holders: operators },
  /** Payloads, bodies and traces that may hold personal data. Each look is audited. */
  "personal_data.read": { of: "project", holders: operators },
  /** Documents that applicants signed. Each look of a person is audited. */
  "signed_documents.read": { of: "project", holders: ["admin", "operator", "key"] },
  "reviews.decide": { of: "project", holders: reviewers },
  /** Approve against what stands against an approval. */
  "reviews.override": { of: "project", holders: operators },
  /** Release a review that somebody else has claimed. */
  "reviews.release": { of: "project", holders: operators },
  /** The calls of the compatible APIs that only a project's own back end makes. */
  "integration.call": { of: "project", holders: ["key"] },
  /** The Treezor calls, which an operator can make as well. */
  "integration.use": { of: "project", holders: ["admin", "operator", "key"] },
} as const satisfies Record<Permission, { of: "service" | "project"; holders: readonly Holder[] }>;

/** Where this caller may do this; null: nowhere. */
export function reachOf(actor: BearerActor, permission: Permission): Reach | null {
  const { of, holders } = permissions[permission];
  const held = (holder: Holder | null) => holder !== null && (holders as readonly Holder[]).includes(holder);
  if (actor.kind === "project") return held("key") ? [actor.projectId] : null;
  const { everywhere, byProject } = actor.roles;
  if (held(everywhere)) return "everywhere";
  if (permission === "own_account.use") return "everywhere";
  if (of === "service") return null;
  // The keys of `byProject` are ids by its type; `Object.entries` forgets it.
  const projects = Object.entries(byProject)
    .filter(([, role]) => held(role))
    .map(([id]) => id as ProjectId);
  return projects.length === 0 ? null : projects;
}

/** Whether this caller may do this in this project. */
export function may(actor: BearerActor, permission: Permission, projectId: string): boolean {
  const reach = reachOf(actor, permission);
  return reach !== null && reaches(reach, projectId);
}

/** Whether the reach covers this project. */
export function reaches(reach: Reach, projectId: string): boolean {
  return reach === "everywhere" || (reach as readonly string[]).includes(projectId);
}

/** What a person may do in the whole service, and by project, for those who show it to them. */
export function permissionsOf(actor: OperatorActor): {
  everywhere: Permission[];
  byProject: Record<ProjectId, Permission[]>;
} {
  const everywhere = permissionNames.filter((permission) => reachOf(actor, permission) === "everywhere");
  const byProject = Object.keys(actor.roles.byProject).map((id) => [
    id,
    permissionNames.filter((permission) => !everywhere.includes(permission) && may(actor, permission, id)),
  ]);
  return { everywhere, byProject: Object.fromEntries(byProject) };
}

/** The roles that have this permission, `key` for a project's key. */
export function holdersOf(permission: Permission): readonly Holder[] {
  return permissions[permission].holders;
}

/** The same in words, for a refusal. */
export function holdersInWords(permission: Permission): string {
  const names = holdersOf(permission).map((holder) => (holder === "key" ? "a project's key" : holder));
  return names.length === 1 ? `${names[0]}` : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
