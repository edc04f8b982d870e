import type { SessionDocumentType } from "@countersign/wire";
import type { Tx } from "../db/index.ts";
import { type Session, sessionCaptures, type Transition } from "../verification/index.ts";
import { addDocument } from "./add.ts";
import { extensions } from "./content.ts";
import { decideDocumentsOf } from "./decide.ts";
import type { DocumentsDeps } from "./deps.ts";

/** Treezor's `documentTypeId` of the document that an applicant shows. */
const typeIds = { passport: "17", id_card: "9" } as const satisfies Record<SessionDocumentType, string>;

/**
 * When the applicant of a `document` session has sent all pictures, adds those of the document to
 * the session's user, if there is one. A file that the user already has is not added again. A
 * decision about the session applies to its documents.
 */
export async function addSessionDocuments(
  deps: DocumentsDeps,
  tx: Tx,
  session: Session,
  { from, to }: Pick<Transition, "from" | "to">,
): Promise<void> {
  const { id: sessionId, projectId, userId, documentType } = session;
  if (userId !== null && (to === "succeeded" || to === "failed")) {
    const decision = to === "succeeded" ? "approved" : "refused";
    return decideDocumentsOf(deps, tx, projectId, { sessionId }, decision);
  }
  if (to !== "processing" || from === to || userId === null || documentType === null) return;
  const captures = await sessionCaptures(deps, tx, session);
  for (const { kind, contentType, bytes } of captures) {
    if (kind !== "document_front" && kind !== "document_back") continue;
    const side = kind === "document_front" ? "front" : "back";
    await addDocument(deps, tx, projectId, {
      userId,
      typeId: typeIds[documentType],
      name: `${documentType}_${side}.${contentType === "image/png" ? extensions["image/png"] : extensions["image/jpeg"]}`,
      documentTag: "",
      residenceId: "0",
      bytes,
      sessionId: session.id,
    });
  }
}
