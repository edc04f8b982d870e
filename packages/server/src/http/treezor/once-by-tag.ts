import { createHash } from "node:crypto";
import { inTransaction, type Tx } from "../../db/index.ts";
import type { Project } from "../../projects/index.ts";
import type { HttpDeps } from "../deps.ts";
import { type Claim, claimKey, keepAnswer, releaseKey } from "../idempotency/keys.ts";
import { refuse } from "./refusal.ts";

/**
 * Does the work once for each `accessTag` of a project, in one transaction with its response: for a day
 * the same call with the same tag gets the first response again, which is stored sealed. Without a
 * tag it is done each time. `call` identifies the call; `first` is called before the work, unless that
 * was already done.
 */
export async function onceByTag<Answer extends object>(
  deps: HttpDeps,
  {
    project,
    tag,
    call,
    first,
  }: { project: Project; tag: string | undefined; call: string; first: () => void },
  work: (tx: Tx) => Promise<Answer>,
): Promise<Answer> {
  if (tag === undefined) {
    first();
    return inTransaction(deps.db, work);
  }
  const key = (await deps.keyring.blindIndex(deps.db, project.id, "access-tag", tag)).toString("hex");
  const requestHash = createHash("sha256").update(call).digest();
  const claimed = await claimKey(deps, { actorId: project.id, key, requestHash });
  switch (claimed.kind) {
    case "answered":
      return JSON.parse(claimed.body) as Answer;
    case "conflict":
      throw refuse(40001, { field: "accessTag", problem: "was used for another call" });
    case "in-progress":
    case "unknown-outcome":
      throw refuse(40904);
    case "claimed":
      break;
  }
  try {
    first();
    return await inTransaction(deps.db, async (tx) => {
      const answer = await work(tx);
      await keep(deps, tx, claimed.claim, answer);
      return answer;
    });
  } catch (error) {
    await releaseKey(deps, claimed.claim);
    throw error;
  }
}

/** @throws if the call took so long that a repetition has taken over its tag. */
async function keep(deps: HttpDeps, tx: Tx, claim: Claim, answer: object): Promise<void> {
  const kept = { status: 200, contentType: "application/json", body: JSON.stringify(answer) };
  if (!(await keepAnswer({ ...deps, db: tx }, claim, kept))) throw refuse(40904);
}
