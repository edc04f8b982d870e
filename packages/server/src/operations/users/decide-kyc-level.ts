import type { ProjectId } from "@countersign/wire";
import type { Tx } from "../../db/index.ts";
import { kycLevelOf } from "./row.ts";

/**
 * Overrides the KYC level that a user's sessions give; null removes the override. Returns the level
 * that now applies, or null if the project has no such user.
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
