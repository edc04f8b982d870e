import type { ProjectId, SessionId } from "@countersign/wire";
import type { Tx } from "../db/index.ts";
import type { ChangeResult } from "./change.ts";
import type { DocumentsDeps } from "./deps.ts";
import type { UserDocument } from "./document.ts";
import { findDocument, lockDocument } from "./find.ts";
import { sealFields } from "./row.ts";
import { tell } from "./tell.ts";

/**
 * A person's decision about a document. The comment may name the user: it is sealed with their key.
 */
export interface DocumentDecision {
  decision: "approved" | "refused";
  comment?: string | undefined;
}

/**
 * Decides about one document. Approving a pre-review records `document.create`, refusing it records
 * nothing. Otherwise the document is validated or refused and `document.update` is recorded.
 * `status`: it was cancelled, or already decided.
 */
export async function decideDocument(
  deps: DocumentsDeps,
  tx: Tx,
  projectId: ProjectId,
  id: string,
  { decision, comment = "" }: DocumentDecision,
): Promise<ChangeResult> {
  const document = await lockDocument(deps, tx, projectId, id);
  const key = document && (await deps.keyring.subjectKey(tx, document.subjectId));
  if (document === null || key === null) return { kind: "unknown" };
  if (document.status !== "PENDING") return { kind: "status" };
  const approved = decision === "approved";
  const admitted = document.preReview && approved;
  await tx
    .updateTable("documents")
    .set({
      status: admitted ? "PENDING" : approved ? "VALIDATED" : "REFUSED",
      preReview: false,
      fieldsSealed: sealFields(key, document.id, { ...document.fields, informationStatus: comment }),
      modifiedAt: admitted ? null : new Date(deps.clock()),
    })
    .where("id", "=", document.id)
    .execute();
  const decided = await changed(deps, tx, document);
  if (admitted) await tell(deps, tx, decided, "document.create");
  else if (!document.preReview) await tell(deps, tx, decided, "document.update");
  return { kind: "done", document: decided };
}

/**
 * Applies a decision about a user or a session to those of their documents that are still
 * undecided.
 */
export async function decideDocumentsOf(
  deps: DocumentsDeps,
  tx: Tx,
  projectId: ProjectId,
  of: { userId: string } | { sessionId: SessionId },
  decision: DocumentDecision["decision"],
): Promise<void> {
  let pending = tx
    .selectFrom("documents")
    .select("id")
    .where("projectId", "=", projectId)
    .where("status", "=", "PENDING")
    .where("preReview", "=", false);
  if ("sessionId" in of) pending = pending.where("sessionId", "=", of.sessionId);
  else {
    const userId = Number(of.userId);
    if (!Number.isSafeInteger(userId)) return;
    pending = pending.where("userId", "=", userId);
  }
  for (const { id } of await pending.orderBy("id").execute())
    await decideDocument(deps, tx, projectId, String(id), { decision });
}

async function changed(deps: DocumentsDeps, tx: Tx, { id, projectId }: UserDocument): Promise<UserDocument> {
  const document = await findDocument(deps, tx, projectId, String(id));
  if (document === null) throw new Error(`document ${id} vanished in the transaction that locked it`);
  return document;
}
