import { afterCommit, type Tx } from "../../db/index.ts";
import { rowBytes } from "../../storage/index.ts";
import type { Session } from "../../verification/index.ts";
import type { ESigningDeps } from "../deps.ts";
import { documentToSign } from "./files.ts";
import { findSignature, sealDetails, sealedAs } from "./row.ts";

/** Gives a session that repeats a failed one the document of that one, to be signed anew. Nothing where it has none. */
export async function carryOverDocument(
  deps: Pick<ESigningDeps, "keyring" | "files" | "clock" | "storage">,
  tx: Tx,
  failed: Session,
  { id: sessionId, projectId }: Session,
): Promise<void> {
  const previous = failed.method === "qes" ? await findSignature(deps, tx, failed) : null;
  const pdf = previous && (await documentToSign(deps, tx, failed));
  if (previous === null || pdf === null) return;
  const { key, details } = previous;
  const documentSealed = key.seal(pdf, sealedAs(sessionId, "document"));
  await tx
    .insertInto("eSignatures")
    .values({
      sessionId,
      detailsSealed: sealDetails(key, sessionId, { ...details, agreement: null }),
      documentSealed,
      suppliedAt: new Date(deps.clock()),
    })
    .execute();
  const { storage } = deps;
  if (storage) afterCommit(tx, () => storage.countRecord(projectId, rowBytes.file + documentSealed.length));
}
