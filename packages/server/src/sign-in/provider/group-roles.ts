import { type ProjectRole, projectRoles, type Role, roles } from "@countersign/wire";
import type { GroupRole } from "./settings.ts";

/** The roles of a person by their groups. */
export interface RolesByGroups {
  role: Role | null;
  projectRoles: { projectId: string; role: ProjectRole }[];
}

/**
 * Reads `group=role` and `group=role@project`, separated by semicolons. A group may contain commas and
 * equals signs, as names of directories do. Null: it is written otherwise.
 */
export function parseGroupRoles(text: string): GroupRole[] | null {
  const read = text.split(";").map((entry) => groupRole(entry.trim()));
  const known = read.filter((each) => each !== null);
  return known.length === read.length ? known : null;
}

function groupRole(entry: string): GroupRole | null {
  const [, group, name, projectId] =
    /^(.{1,300})=([a-z]+)(?:@([a-z0-9]?[A-Za-z0-9_-]{21}))?$/.exec(entry) ?? [];
  if (group === undefined) return null;
  if (projectId === undefined) {
    const role = roles.find((each) => each === name);
    return role === undefined ? null : { group, projectId: null, role };
  }
  const role = projectRoles.find((each) => each === name);
  return role === undefined ? null : { group, projectId, role };
}

/**
 * What somebody of these groups may do. Where several of them have a role in the same place, the one
 * that the setting names first counts.
 */
export function rolesByGroups(groups: readonly string[], given: readonly GroupRole[]): RolesByGroups {
  const own = given.filter(({ group }) => groups.includes(group));
  const everywhere = own.find((each) => each.projectId === null);
  const byProject = new Map<string, ProjectRole>();
  for (const each of own) {
    if (each.projectId !== null && !byProject.has(each.projectId)) byProject.set(each.projectId, each.role);
  }
  return {
    role: everywhere?.role ?? null,
    projectRoles: [...byProject].map(([projectId, role]) => ({ projectId, role })),
  };
}
