import type { ProjectId, ProjectRole } from "@countersign/wire";
import { type Db, unproven } from "../db/index.ts";

/** A person's role in one project. */
export interface GivenProjectRole {
  projectId: ProjectId;
  role: ProjectRole;
}

/** The roles of these operators in single projects; an operator without one is omitted. */
export async function projectRolesOf(
  db: Db,
  operatorIds: readonly string[],
): Promise<Map<string, GivenProjectRole[]>> {
  const given = new Map<string, GivenProjectRole[]>();
  if (operatorIds.length === 0) return given;
  const rows = await db
    .selectFrom("operatorRoles")
    .selectAll()
    .where("operatorId", "in", [...operatorIds])
    .orderBy("projectId")
    .execute();
  for (const { operatorId, projectId, role } of rows) {
    given.set(operatorId, [...(given.get(operatorId) ?? []), { projectId, role }]);
  }
  return given;
}

/** Gives an operator these roles in projects and no others. */
export async function replaceProjectRoles(
  tx: Db,
  operatorId: string,
  roles: readonly GivenProjectRole[],
): Promise<GivenProjectRole[]> {
  await tx.deleteFrom("operatorRoles").where("operatorId", "=", operatorId).execute();
  if (roles.length === 0) return [];
  await tx
    .insertInto("operatorRoles")
    .values(roles.map(({ projectId, role }) => ({ operatorId, projectId, role })))
    .execute();
  return (await projectRolesOf(tx, [operatorId])).get(operatorId) ?? [];
}

/** The first of these projects that does not exist, or that is named twice; null if there is none. */
export async function wrongProject(
  db: Db,
  roles: readonly { projectId: string }[],
): Promise<{ place: number; problem: string } | null> {
  if (roles.length === 0) return null;
  const ids = roles.map(({ projectId }) => projectId);
  const rows = await db.selectFrom("projects").select("id").where("id", "in", ids.map(unproven)).execute();
  const known = new Set<string>(rows.map(({ id }) => id));
  const unknown = ids.findIndex((id) => !known.has(id));
  if (unknown >= 0) return { place: unknown, problem: "is not a known project" };
  const twice = ids.findIndex((id, place) => ids.indexOf(id) < place);
  return twice < 0 ? null : { place: twice, problem: "is named twice" };
}
