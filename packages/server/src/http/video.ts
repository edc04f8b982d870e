import type { Db } from "../db/index.ts";
import { findProject } from "../projects/index.ts";
import { isCall, type Session } from "../verification/index.ts";

/** Whether the session is with an agent now, who calls with video in the two pages. */
export async function callsWithVideo(
  db: Db,
  { method, state, projectId }: Pick<Session, "method" | "state" | "projectId">,
): Promise<boolean> {
  if (!isCall(method) || state !== "in_review") return false;
  const project = await findProject(db, projectId);
  return project?.applicantPage.videoCalls === true;
}
