import { isPublicId } from "@countersign/wire";
import { authenticateProject, type Project } from "../../projects/index.ts";
import type { HttpDeps } from "../deps.ts";
import { strayed } from "../refusals/other-cells.ts";
import { type Refusal, refuse } from "./response.ts";

/**
 * A call's project, or the refusal, with the seconds after which to retry if that helps.
 */
export type Caller =
  | { ok: true; project: Project }
  | { ok: false; refusal: Refusal; retryAfterSeconds: number | null };

/**
 * The project that these credentials belong to: 10202 if they are unknown, 10429 if their address has
 * failed too often. Throws the refusal of a project of another cell. A malformed id is replaced by a well-formed unknown one and looked up: the
 * duration must reveal nothing, and text that the store refuses must not reach it.
 */
export async function authenticateCall(
  deps: Pick<HttpDeps, "cell" | "db" | "clock" | "keyring" | "failures">,
  address: string,
  { projectId, secret }: { projectId: string; secret: string },
): Promise<Caller> {
  const misplaced = strayed(deps.cell, [["projectId", projectId]]);
  if (misplaced !== null) throw misplaced;
  const credentials = `${projectId} ${secret}`;
  const wait = deps.failures.wait(address, credentials);
  if (wait !== null) return { ok: false, refusal: refuse(10429), retryAfterSeconds: wait };
  const project = await authenticateProject(deps, isPublicId(projectId) ? projectId : "-", secret);
  if (project !== null) {
    deps.failures.succeeded(address, credentials);
    return { ok: true, project };
  }
  const beyond = deps.failures.failed(address, "check");
  return { ok: false, refusal: refuse(beyond === null ? 10202 : 10429), retryAfterSeconds: beyond };
}
