import { afterCommit, type Tx } from "../../db/index.ts";
import { rowBytes } from "../../storage/index.ts";
import { lockSession, type Session } from "../../verification/index.ts";
import type { ESigningDeps } from "../deps.ts";
import type { SupplyableDocument } from "./inspect-document.ts";
import { findSignature, sealDetails, sealedAs } from "./row.ts";

export type SupplyResult =
  | { kind: "done"; session: Session }
  | { kind: "unknown" }
  /** The session's method signs nothing. */
  | { kind: "method" }
  /** The session is past the point where its document can be replaced. */
  | { kind: "late"; session: Session }
  | { kind: "signed" };

/**
 * Gives a session the document that its applicant signs, or replaces it. An agreement to the previous one no longer
 * counts: signing is refused until the applicant agrees to this one.
 */
export async function supplyDocument(
  deps: Pick<ESigningDeps, "keyring" | "clock" | "verification" | "storage">,
  tx: Tx,
  sessionId: Session["id"],
  { name, pdf, pages, sha256, codeTo }: SupplyableDocument,
): Promise<SupplyResult> {
  const session = await lockSession(deps.verification, tx, null, sessionId);
  if (session === null) return { kind: "unknown" };
  if (session.method !== "qes") return { kind: "method" };
  if (session.state !== "created" && session.state !== "started") return { kind: "late", session };
  const existing = await findSignature(deps, tx, session);
  if (existing !== null && existing.signedAt !== null) return { kind: "signed" };
  const key = existing?.key ?? (session.subjectId && (await deps.keyring.subjectKey(tx, session.subjectId)));
  if (!key) return { kind: "unknown" };
  const { id, projectId } = session;
  const agreement = existing?.details.agreement ?? null;
  const details = { name, bytes: pdf.length, pages, sha256, codeTo, agreement };
  const documentSealed = key.seal(pdf, sealedAs(id, "document"));
  const supplied = {
    detailsSealed: sealDetails(key, id, details),
    documentSealed,
    suppliedAt: new Date(deps.clock()),
  };
  await tx
    .insertInto("eSignatures")
    .values({ sessionId: id, ...supplied })
    .onConflict((conflict) => conflict.column("sessionId").doUpdateSet(supplied))
    .execute();
  const { storage } = deps;
  if (storage) afterCommit(tx, () => storage.countRecord(projectId, rowBytes.file + documentSealed.length));
  return { kind: "done", session };
}
