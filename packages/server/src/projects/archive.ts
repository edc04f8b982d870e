import { type Actor, audit, outlastHeldKeys } from "../access/index.ts";
import { type Tx, unproven } from "../db/index.ts";
import type { ProjectsDeps } from "./deps.ts";
import { projectOf } from "./find.ts";
import type { Project } from "./project.ts";

/** What became of it. `same`: it is archived, or not, already. */
export type ArchiveResult = { kind: "changed"; project: Project } | { kind: "same" } | { kind: "unknown" };

/**
 * Archives a project, or restores it, from the next request on. An archived project takes no new sessions, events,
 * interceptions or orders; what is under way ends as usual, and all can be read.
 */
export async function setArchived(
  deps: Pick<ProjectsDeps, "clock" | "random">,
  tx: Tx,
  id: string,
  archived: boolean,
  actor: Actor,
): Promise<ArchiveResult> {
  const before = await tx
    .selectFrom("projects")
    .select(["archivedAt", "version"])
    .where("id", "=", unproven(id))
    .forUpdate()
    .executeTakeFirst();
  if (before === undefined) return { kind: "unknown" };
  if ((before.archivedAt !== null) === archived) return { kind: "same" };
  const row = await tx
    .updateTable("projects")
    .set({ archivedAt: archived ? new Date(deps.clock()) : null, version: before.version + 1 })
    .where("id", "=", unproven(id))
    .returningAll()
    .executeTakeFirstOrThrow();
  outlastHeldKeys(tx);
  const action = archived ? "project.archive" : "project.restore";
  await audit(deps, tx, { actor, action, projectId: id, target: id });
  return { kind: "changed", project: projectOf(row) };
}
