import type { ProjectId, TreezorDocumentTypeId } from "@countersign/wire";
import type { Tx } from "../db/index.ts";
import type { DocumentsDeps } from "./deps.ts";
import type { DocumentFields, UserDocument } from "./document.ts";
import { findDocument, lockDocument } from "./find.ts";
import { sealFields } from "./row.ts";
import { tell } from "./tell.ts";

/** `status`: the document is cancelled. */
export type ChangeResult = { kind: "done"; document: UserDocument } | { kind: "unknown" | "status" };

export interface DocumentChange extends Partial<{ [Name in keyof DocumentFields]: string | undefined }> {
  typeId?: `${TreezorDocumentTypeId}` | undefined;
}

/**
 * Changes a document's fields and records `document.update`; absent fields stay. The file can't be
 * changed.
 */
export async function changeDocument(
  deps: DocumentsDeps,
  tx: Tx,
  projectId: ProjectId,
  id: string,
  change: DocumentChange,
): Promise<ChangeResult> {
  const document = await lockDocument(deps, tx, projectId, id);
  const key = document && (await deps.keyring.subjectKey(tx, document.subjectId));
  if (document === null || key === null) return { kind: "unknown" };
  if (document.status === "CANCELED") return { kind: "status" };
  const { typeId, ...said } = change;
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  const fieldsSealed = sealFields(key, document.id, { ...document.fields, ...given });
  return write(deps, tx, document, "document.update", {
    typeId: Number(typeId ?? document.typeId),
    fieldsSealed,
  });
}

/** Cancels a document and records `document.cancel`. Its file is kept until its user is erased. */
export async function cancelDocument(
  deps: DocumentsDeps,
  tx: Tx,
  projectId: ProjectId,
  id: string,
): Promise<ChangeResult> {
  const document = await lockDocument(deps, tx, projectId, id);
  if (document === null) return { kind: "unknown" };
  if (document.status === "CANCELED") return { kind: "status" };
  return write(deps, tx, document, "document.cancel", { status: "CANCELED" });
}

async function write(
  deps: DocumentsDeps,
  tx: Tx,
  { id, projectId }: UserDocument,
  type: "document.update" | "document.cancel",
  patch: { status?: "CANCELED"; typeId?: number; fieldsSealed?: Buffer },
): Promise<ChangeResult> {
  const modifiedAt = new Date(deps.clock());
  await tx
    .updateTable("documents")
    .set({ ...patch, modifiedAt })
    .where("id", "=", id)
    .execute();
  const document = await findDocument(deps, tx, projectId, String(id));
  if (document === null) throw new Error(`document ${id} vanished in the transaction that locked it`);
  if (!document.preReview) await tell(deps, tx, document, type);
  return { kind: "done", document };
}
