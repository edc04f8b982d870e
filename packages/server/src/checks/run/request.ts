import { checksOf } from "@countersign/wire";
import { afterCommit, type Tx } from "../../db/index.ts";
import { findProject } from "../../projects/index.ts";
import type { Session } from "../../verification/index.ts";

/**
 * Has a submitted session checked, with its transaction; false if its project or its method has no checks. `wake` is
 * called once it is committed.
 */
export async function requestChecks(
  deps: { clock: () => number; wake: () => void },
  tx: Tx,
  session: Session,
): Promise<boolean> {
  if (checksOf(session.method).length === 0) return false;
  const project = await findProject(tx, session.projectId);
  if (project === null || project.checks === "off") return false;
  const earlier = await tx
    .selectFrom("checkRuns")
    .select(({ fn }) => fn.max<number | null>("number").as("number"))
    .where("sessionId", "=", session.id)
    .executeTakeFirst();
  await tx
    .insertInto("checkRuns")
    .values({
      sessionId: session.id,
      number: (earlier?.number ?? 0) + 1,
      projectId: session.projectId,
      mode: project.checks,
      createdAt: new Date(deps.clock()),
    })
    .execute();
  afterCommit(tx, deps.wake);
  return true;
}
