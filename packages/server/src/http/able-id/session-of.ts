import { isPublicId } from "@countersign/wire";
import type { Project } from "../../projects/index.ts";
import { findSession, type Session } from "../../verification/index.ts";
import type { HttpDeps } from "../deps.ts";

/**
 * The project's own session; null for any other text, well-formed or not: nothing reveals the sessions
 * of others.
 */
export async function sessionOf(
  deps: HttpDeps,
  project: Project,
  attemptId: string,
): Promise<Session | null> {
  return isPublicId(attemptId) ? findSession(deps, deps.db, project.id, attemptId) : null;
}
