import { createHash } from "node:crypto";
import type { ProjectId, SessionId, TreezorDocumentTypeId } from "@countersign/wire";
import { sql } from "kysely";
import { afterCommit, type Tx } from "../db/index.ts";
import { rowBytes } from "../storage/index.ts";
import { holdUser, isActive, type User } from "../users/index.ts";
import { type ContentProblem, judgeContent } from "./content.ts";
import type { DocumentsDeps } from "./deps.ts";
import type { DocumentFields, UserDocument } from "./document.ts";
import { contentContext, documentOf, sealFields, selectDocuments } from "./row.ts";
import { tell } from "./tell.ts";

export interface NewDocument extends DocumentFields {
  userId: string;
  typeId: `${TreezorDocumentTypeId}`;
  bytes: Buffer;
  /** A repeated tag returns the document of its first call, whatever the other fields. */
  accessTag?: string | undefined;
  /** An operator reviews it before any event about it is recorded. */
  preReview?: boolean | undefined;
  /** The session that produced it. */
  sessionId?: SessionId | undefined;
}

/**
 * `again`: an earlier call with the same tag created it. `duplicate`: the user already has this
 * file.
 */
export type AddResult =
  | { kind: "added" | "again"; document: UserDocument }
  | { kind: "unknown-user" | "inactive-user" }
  | { kind: "duplicate" }
  | { kind: "content"; problem: ContentProblem };

/**
 * Adds a user's document with its sealed file and records `document.create`, unless it is to be
 * pre-reviewed.
 */
export async function addDocument(
  deps: DocumentsDeps,
  tx: Tx,
  projectId: ProjectId,
  input: NewDocument,
): Promise<AddResult> {
  const content = judgeContent(input.bytes, deps.maxDocumentBytes);
  if (!content.ok) return { kind: "content", problem: content.problem };
  const user = await holdUser(deps, tx, projectId, input.userId);
  const key = user && (await deps.keyring.subjectKey(tx, user.subjectId));
  if (user === null || key === null) return { kind: "unknown-user" };
  if (!isActive(user) && input.sessionId === undefined) return { kind: "inactive-user" };
  const { keyring } = deps;
  const accessTagIndex =
    input.accessTag === undefined
      ? null
      : await keyring.blindIndex(tx, projectId, "document-accessTag", input.accessTag);
  const earlier = accessTagIndex && (await madeBy(deps, tx, accessTagIndex));
  if (earlier) return { kind: "again", document: earlier };
  const id = await nextDocumentId(tx);
  const { name, documentTag, residenceId, typeId, bytes } = input;
  const inserted = await tx
    .insertInto("documents")
    .values({
      id,
      projectId,
      userId: user.id,
      sessionId: input.sessionId ?? null,
      accessTagIndex,
      typeId: Number(typeId),
      status: "PENDING",
      preReview: input.preReview === true,
      fieldsSealed: sealFields(key, id, { name, documentTag, residenceId }),
      contentType: content.type,
      contentBytes: bytes.length,
      contentIndex: await contentIndex(deps, tx, user, bytes),
      contentSealed: key.seal(bytes, contentContext(id)),
      createdAt: new Date(deps.clock()),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) return { kind: "duplicate" };
  const { storage } = deps;
  if (storage) afterCommit(tx, () => storage.countRecord(projectId, rowBytes.file + bytes.length));
  const row = await selectDocuments(tx).where("documents.id", "=", id).executeTakeFirst();
  const document = await documentOf(deps, tx, row);
  if (document === null) throw new Error(`document ${id} vanished in the transaction that created it`);
  if (!document.preReview) await tell(deps, tx, document, "document.create");
  return { kind: "added", document };
}

/**
 * The document created by an earlier call with this tag; calls with the same tag wait for each
 * other.
 */
async function madeBy(deps: DocumentsDeps, tx: Tx, tag: Buffer): Promise<UserDocument | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${tag.toString("hex")}, 0))`.execute(tx);
  const row = await selectDocuments(tx).where("documents.accessTagIndex", "=", tag).executeTakeFirst();
  return documentOf(deps, tx, row);
}

/** The keyed hash by which a duplicate file is recognised. */
function contentIndex(deps: DocumentsDeps, tx: Tx, { projectId }: User, bytes: Buffer): Promise<Buffer> {
  const hash = createHash("sha256").update(bytes).digest("hex");
  return deps.keyring.blindIndex(tx, projectId, "document-content", hash);
}

async function nextDocumentId(tx: Tx): Promise<number> {
  const { rows } = await sql<{ id: number }>`select nextval('document_ids') as id`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error("the sequence of documents returned no number");
  return row.id;
}
