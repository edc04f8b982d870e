import type { Db } from "../../../db/index.ts";
import { findProject, type Project } from "../../../projects/index.ts";
import { type Caller, maySee } from "../../caller.ts";
import { type Refusal, refuse } from "../../refusals/problem.ts";

/** The project of this id. Throws `not_found` if there is none, or if the caller may not see it. */
export async function visibleProject(db: Db, actor: Caller, id: string): Promise<Project> {
  const project = maySee(actor, id) ? await findProject(db, id) : null;
  if (project === null) throw unknownProject();
  return project;
}

export function unknownProject(): Refusal {
  return refuse("not_found", "There is no such project.");
}
