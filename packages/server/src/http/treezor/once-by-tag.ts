import { createHash } from "node:crypto";
import type { Project } from "../../projects/index.ts";
import type { HttpDeps } from "../deps.ts";
import { claimKey, releaseKey, storeAnswer } from "../idempotency-keys.ts";
import { refuse } from "./refusal.ts";

/**
 * Does the work once for each `accessTag` of a project: for a day the same call with the same tag gets the first answer
 * again, sealed meanwhile. Without a tag it is done each time. `call` says what makes it the same call.
 */
export async function onceByTag<Answer extends object>(
  deps: HttpDeps,
  { project, tag, call }: { project: Project; tag: string | undefined; call: string },
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (tag === undefined) return work();
  const key = (await deps.keyring.blindIndex(deps.db, project.id, "access-tag", tag)).toString("hex");
  const requestHash = createHash("sha256").update(call).digest();
  const claimed = await claimKey(deps, { actorId: project.id, key, requestHash });
  switch (claimed.kind) {
    case "answered":
      return JSON.parse(claimed.body) as Answer;
    case "conflict":
      throw refuse(40001, { field: "accessTag", problem: "was used for another call" });
    case "in-progress":
      throw refuse(40904);
    case "claimed":
      break;
  }
  try {
    const answer = await work();
    const kept = { status: 200, contentType: "application/json", body: JSON.stringify(answer) };
    await storeAnswer(deps, claimed.claim, kept);
    return answer;
  } catch (error) {
    await releaseKey(deps, claimed.claim);
    throw error;
  }
}
