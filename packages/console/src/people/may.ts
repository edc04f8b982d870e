import type { AccountView, Permission, ProjectView } from "@countersign/wire";

/** What of a project matters for permissions in it. */
export type PermittingProject = Pick<ProjectView, "id" | "developersManageWebhooks">;

/**
 * Whether a person may do something: in this project, or, without one, in the whole service. The service says what each
 * role allows (`GET /me`), and refuses everything else again; here it decides which buttons there are.
 */
export function may(
  account: Pick<AccountView, "permissions">,
  permission: Permission,
  project: PermittingProject | null,
): boolean {
  const { everywhere, byProject } = account.permissions;
  const here = project === null ? [] : (byProject[project.id] ?? []);
  const holds = (one: Permission) => everywhere.includes(one) || here.includes(one);
  // Who may not change webhooks sets them up only where the project lets its developers.
  if (permission === "webhooks.set_up" && !holds("webhooks.change"))
    return holds(permission) && project?.developersManageWebhooks === true;
  return holds(permission);
}
