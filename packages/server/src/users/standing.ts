import type { ProjectId } from "@countersign/wire";
import type { Tx } from "../db/index.ts";
import type { UsersDeps } from "./deps.ts";
import { findUser, lockUser } from "./find.ts";
import type { User } from "./user.ts";

/**
 * Whether a user is active: a frozen user isn't for the time being, a cancelled one never will be
 * again.
 */
interface Standing {
  frozen?: boolean | undefined;
  cancelled?: true | undefined;
}

/** Freezes, unfreezes or cancels a user; absent fields stay. Null if there is no such user. */
export async function setStanding(
  deps: UsersDeps,
  tx: Tx,
  projectId: ProjectId,
  id: string,
  { frozen, cancelled }: Standing,
): Promise<User | null> {
  const user = await lockUser(deps, tx, projectId, id);
  if (user === null) return null;
  const now = new Date(deps.clock());
  await tx
    .updateTable("users")
    .set({
      frozenAt: frozen === undefined ? user.frozenAt : frozen ? (user.frozenAt ?? now) : null,
      canceledAt: cancelled === undefined ? user.canceledAt : (user.canceledAt ?? now),
      modifiedAt: now,
    })
    .where("id", "=", user.id)
    .execute();
  return findUser(deps, tx, projectId, id);
}

/** Whether new identifications, documents and reviews of the user are accepted. */
export function isActive({ frozenAt, canceledAt }: Pick<User, "frozenAt" | "canceledAt">): boolean {
  return frozenAt === null && canceledAt === null;
}
