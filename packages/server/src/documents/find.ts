import { isTreezorDocumentTypeId, type ProjectId } from "@countersign/wire";
import { sql } from "kysely";
import type { Db, Tx } from "../db/index.ts";
import { numberOf } from "../users/index.ts";
import type { DocumentsDeps } from "./deps.ts";
import type { UserDocument } from "./document.ts";
import { contentContext, documentOf, selectDocuments } from "./row.ts";

type Deps = Pick<DocumentsDeps, "keyring">;

/** Finds a project's document; null if there is none or its user was erased. */
export async function findDocument(
  deps: Deps,
  db: Db,
  projectId: ProjectId,
  id: string,
): Promise<UserDocument | null> {
  const number = numberOf(id);
  if (number === null) return null;
  const row = await selectDocuments(db)
    .where("documents.id", "=", number)
    .where("documents.projectId", "=", projectId)
    .executeTakeFirst();
  return documentOf(deps, db, row);
}

/**
 * `findDocument` with the row locked until the transaction ends and the subject held against
 * erasure.
 */
export async function lockDocument(
  deps: Deps,
  tx: Tx,
  projectId: ProjectId,
  id: string,
): Promise<UserDocument | null> {
  const number = numberOf(id);
  if (number === null) return null;
  const row = await selectDocuments(tx)
    .where("documents.id", "=", number)
    .where("documents.projectId", "=", projectId)
    .forUpdate("documents")
    .forKeyShare("subjects")
    .executeTakeFirst();
  return documentOf(deps, tx, row);
}

/**
 * The project of a document, whether or not its user was erased; null if there is no such document.
 */
export async function projectOfDocument(db: Db, id: string): Promise<ProjectId | null> {
  const number = numberOf(id);
  if (number === null) return null;
  const row = await db
    .selectFrom("documents")
    .select("projectId")
    .where("id", "=", number)
    .executeTakeFirst();
  return row?.projectId ?? null;
}

/** A document's file, decrypted; null once its user was erased. */
export async function documentContent(
  deps: Pick<DocumentsDeps, "keyring" | "files">,
  db: Db,
  document: UserDocument,
): Promise<Buffer | null> {
  const key = await deps.keyring.subjectKey(db, document.subjectId);
  const row = await db
    .selectFrom("documents")
    .select("contentSealed")
    .where("id", "=", document.id)
    .executeTakeFirst();
  if (key === null || !row?.contentSealed) return null;
  return key.unseal(await deps.files.boxOf(row.contentSealed), contentContext(document.id));
}

/**
 * Which of a project's documents to list; the conditions are combined with "and". `page` starts at
 * 1.
 */
export interface DocumentQuery {
  projectId: ProjectId;
  documentId?: string | undefined;
  userId?: string | undefined;
  typeId?: string | undefined;
  page: number;
  pageSize: number;
}

/** A page of documents, oldest first, cancelled ones included. */
export async function listDocuments(deps: Deps, db: Db, query: DocumentQuery): Promise<UserDocument[]> {
  const { projectId, documentId, userId, typeId, page, pageSize } = query;
  let rows = selectDocuments(db).where("documents.projectId", "=", projectId);
  if (documentId !== undefined) rows = rows.where("documents.id", "=", numberOf(documentId) ?? none);
  if (userId !== undefined) rows = rows.where("documents.userId", "=", numberOf(userId) ?? none);
  if (typeId !== undefined && isTreezorDocumentTypeId(typeId))
    rows = rows.where("documents.typeId", "=", Number(typeId));
  const found = await rows
    .orderBy("documents.id")
    .offset((page - 1) * pageSize)
    .limit(pageSize)
    .execute();
  const documents = await Promise.all(found.map((row) => documentOf(deps, db, row)));
  return documents.filter((document) => document !== null);
}

/** An id that no row has. */
const none = sql<number>`0`;
