import { isTreezorDocumentTypeId } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { SealingKey } from "../sealing/index.ts";
import { findUser } from "../users/index.ts";
import type { DocumentsDeps } from "./deps.ts";
import type { DocumentFields, UserDocument } from "./document.ts";

/** Selects documents of users who were not erased, without files. Lock `of("documents")` alone. */
export function selectDocuments(db: Db) {
  return db
    .selectFrom("documents")
    .innerJoin("users", "users.id", "documents.userId")
    .innerJoin("subjects", "subjects.id", "users.subjectId")
    .where("subjects.erasedAt", "is", null)
    .select([
      "documents.id",
      "documents.projectId",
      "documents.userId",
      "documents.typeId",
      "documents.status",
      "documents.preReview",
      "documents.fieldsSealed",
      "documents.contentType",
      "documents.contentBytes",
      "documents.createdAt",
      "documents.modifiedAt",
    ]);
}

type DocumentRow = Awaited<ReturnType<ReturnType<typeof selectDocuments>["execute"]>>[number];

/** A document, decrypted; null once its user was erased. */
export async function documentOf(
  deps: Pick<DocumentsDeps, "keyring">,
  db: Db,
  row: DocumentRow | undefined,
): Promise<UserDocument | null> {
  if (row === undefined || row.fieldsSealed === null) return null;
  const { id, typeId: number, fieldsSealed, userId, ...rest } = row;
  const projectId = row.projectId;
  const user = await findUser(deps, db, projectId, String(userId));
  const key = user && (await deps.keyring.subjectKey(db, user.subjectId));
  if (user === null || key === null) return null;
  const typeId = String(number);
  if (!isTreezorDocumentTypeId(typeId))
    throw new Error(`document ${id} has a type that this version doesn't know`);
  const fields = JSON.parse(key.unseal(fieldsSealed, fieldsContext(id)).toString()) as DocumentFields;
  return { ...rest, id, projectId, user, subjectId: user.subjectId, typeId, fields };
}

export function sealFields(key: SealingKey, id: number, fields: DocumentFields): Buffer {
  return key.seal(JSON.stringify(fields), fieldsContext(id));
}

export function contentContext(id: number): string {
  return `document:${id}:content`;
}

function fieldsContext(id: number): string {
  return `document:${id}:fields`;
}
