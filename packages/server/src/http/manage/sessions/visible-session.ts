import { findSession, type Session } from "../../../verification/index.ts";
import { type Caller, maySee } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { type Refusal, refuse } from "../../refusals/problem.ts";

/** The session of this id. Throws `not_found` if there is none, or if the caller may not see it. */
export async function visibleSession(
  deps: Pick<HttpDeps, "db" | "clock">,
  actor: Caller,
  id: string,
): Promise<Session> {
  const session = await findSession(deps, deps.db, null, id);
  if (session === null || !maySee(actor, session.projectId)) throw unknownSession();
  return session;
}

export function unknownSession(): Refusal {
  return refuse("not_found", "There is no such session.");
}
