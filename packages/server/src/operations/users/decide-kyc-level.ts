import type { ProjectId } from "@countersign/wire";
import type { Tx } from "../../db/index.ts";
import { kycLevelOf } from "./row.ts";

/**
 * Decides a user's KYC level in place of what their sessions say; null leaves it to the sessions again. Gives the
 * level that now holds, or null where the project has no such user.
 */
export async function decideKycLevel(
  tx: Tx,
  projectId: ProjectId,
  userId: string,
  level: number | null,
): Promise<number | null> {
  const changed = await tx
    .updateTable("operationUsers")
    .set({ kycLevelDecided: level })
    .where("projectId", "=", projectId)
    .where("id", "=", userId)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n ? kycLevelOf(tx, projectId, userId) : null;
}
