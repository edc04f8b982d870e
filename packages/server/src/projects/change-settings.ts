import type { ProjectId, ProjectSettings } from "@countersign/wire";
import { type Actor, audit } from "../access/index.ts";
import type { Tx } from "../db/index.ts";
import type { ProjectsDeps } from "./deps.ts";
import { projectOf } from "./find.ts";
import type { Project } from "./project.ts";

/** Changes how a project's people are decided about; absent settings stay. Null if there is no such project. */
export async function changeSettings(
  deps: Pick<ProjectsDeps, "clock" | "random">,
  tx: Tx,
  id: ProjectId,
  settings: ProjectSettings,
  actor: Actor,
): Promise<Project | null> {
  const { twoPersonApproval } = settings;
  const row = await tx
    .updateTable("projects")
    .set((eb) => ({
      twoPersonApproval: twoPersonApproval === undefined ? eb.ref("twoPersonApproval") : twoPersonApproval,
    }))
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return null;
  const details = twoPersonApproval === undefined ? {} : { twoPersonApproval };
  await audit(deps, tx, { actor, action: "project.settings", projectId: id, target: id, details });
  return projectOf(row);
}
