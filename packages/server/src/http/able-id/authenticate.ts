import { authenticateProject, type Project } from "../../projects/index.ts";
import type { HttpDeps } from "../deps.ts";
import { type Refusal, refuse } from "./response.ts";

/**
 * A call's project; or why there is none, and after how many seconds to repeat where that helps.
 */
export type Caller =
  | { ok: true; project: Project }
  | { ok: false; refusal: Refusal; retryAfterSeconds: number | null };

const publicId = /^[A-Za-z0-9_-]{21}$/;

/**
 * The project that these credentials are of: 10202 where they are nobody's, 10429 where their
 * address has failed too often. An id that can't be one is looked up as another that can't: the
 * time must not tell, and no text that the store refuses may reach it.
 */
export async function authenticateCall(
  deps: Pick<HttpDeps, "db" | "clock" | "keyring" | "failures">,
  address: string,
  { projectId, secret }: { projectId: string; secret: string },
): Promise<Caller> {
  const credentials = `${projectId} ${secret}`;
  const wait = deps.failures.wait(address, credentials);
  if (wait !== null) return { ok: false, refusal: refuse(10429), retryAfterSeconds: wait };
  const project = await authenticateProject(deps, publicId.test(projectId) ? projectId : "-", secret);
  if (project !== null) {
    deps.failures.succeeded(address, credentials);
    return { ok: true, project };
  }
  const beyond = deps.failures.failed(address, "check");
  return { ok: false, refusal: refuse(beyond === null ? 10202 : 10429), retryAfterSeconds: beyond };
}
