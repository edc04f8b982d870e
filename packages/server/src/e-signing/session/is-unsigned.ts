import type { Tx } from "../../db/index.ts";
import type { Session } from "../../verification/index.ts";

/** Whether the session has a document that its applicant has not signed yet. */
export async function isUnsigned(tx: Tx, { id, method }: Pick<Session, "id" | "method">): Promise<boolean> {
  if (method !== "qes") return false;
  const row = await tx
    .selectFrom("eSignatures")
    .select("signedAt")
    .where("sessionId", "=", id)
    .where("detailsSealed", "is not", null)
    .executeTakeFirst();
  return row !== undefined && row.signedAt === null;
}
