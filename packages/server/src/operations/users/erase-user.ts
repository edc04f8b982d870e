import type { ProjectId, SubjectId } from "@countersign/wire";
import type { Tx } from "../../db/index.ts";
import { cancelForSubject, eraseNamed } from "../../delivery/index.ts";
import type { OperationsDeps } from "../deps.ts";

/**
 * Erases a user: destroys the key of all their data, including their orders' contents and events,
 * frees their identifiers and cancels pending deliveries. Sums and statuses of orders stay. False
 * if the project has no such user or they were erased before.
 */
export async function eraseUser(
  deps: Pick<OperationsDeps, "keyring" | "clock">,
  tx: Tx,
  projectId: ProjectId,
  userId: string,
): Promise<boolean> {
  const user = await tx
    .selectFrom("operationUsers")
    .innerJoin("subjects", "subjects.id", "operationUsers.subjectId")
    .select("operationUsers.subjectId")
    .where("operationUsers.projectId", "=", projectId)
    .where("operationUsers.id", "=", userId)
    .where("subjects.erasedAt", "is", null)
    .executeTakeFirst();
  if (user === undefined) return false;
  await forgetUser(deps, tx, userId);
  await deps.keyring.eraseSubject(tx, user.subjectId);
  await cancelForSubject(deps, tx, user.subjectId);
  await eraseNamed(deps, tx, projectId, userId);
  return true;
}

/** Completes the erasure of a user whose key is destroyed already: in a store that was restored. */
export async function eraseUserOf(
  deps: Pick<OperationsDeps, "keyring" | "clock">,
  tx: Tx,
  subjectId: SubjectId,
): Promise<void> {
  const users = await tx
    .selectFrom("operationUsers")
    .select(["id", "projectId"])
    .where("subjectId", "=", subjectId)
    .execute();
  for (const { id, projectId } of users) {
    await forgetUser(deps, tx, id);
    await eraseNamed(deps, tx, projectId, id);
  }
}

async function forgetUser(deps: Pick<OperationsDeps, "clock">, tx: Tx, userId: string): Promise<void> {
  await tx
    .updateTable("operationUsers")
    .set(({ eb }) => ({
      externalIndex: null,
      requestMac: null,
      phoneIndex: null,
      emailIndex: null,
      cardIndex: null,
      fieldsSealed: Buffer.alloc(0),
      version: eb("version", "+", 1),
      updatedAt: new Date(deps.clock()),
    }))
    .where("id", "=", userId)
    .execute();
  await tx
    .updateTable("operationOrders")
    .set({ externalIndex: null, requestMac: null, contentSealed: Buffer.alloc(0) })
    .where("userId", "=", userId)
    .execute();
  // Sealed by the project's key, which stays.
  await tx
    .updateTable("operationSubscriptions")
    .set({ externalIndex: null, externalSealed: null, requestMac: null })
    .where("userId", "=", userId)
    .execute();
  await tx
    .updateTable("operationSubscriptions")
    .set({ state: "cancelled", cancelledAt: new Date(deps.clock()) })
    .where("userId", "=", userId)
    .where("state", "=", "active")
    .execute();
}
