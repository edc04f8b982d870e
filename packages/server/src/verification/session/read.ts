import type { ProjectId } from "@countersign/wire";
import type { Db } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { judged, storedSession } from "./row.ts";
import type { Session } from "./session.ts";

/**
 * Returns a project's session as of now, or null if there is none or it is another project's (`projectId` null: of any
 * project).
 */
export async function findSession(
  deps: Pick<VerificationDeps, "clock">,
  db: Db,
  projectId: ProjectId | null,
  id: string,
): Promise<Session | null> {
  const session = await storedSession(db, projectId, id);
  return session && judged(session, deps.clock());
}
