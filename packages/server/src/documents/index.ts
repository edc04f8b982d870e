/**
 * Files of Treezor's users: added, changed, read and cancelled. Files are sealed with the key of
 * the person, validated by their bytes rather than their names, and removed when the person is
 * erased.
 *
 *     const added = await addDocument(deps, tx, projectId, { userId, typeId, bytes, … });
 *     if (added.kind === "content") refuse(added.problem);
 */
export { type AddResult, addDocument } from "./add.ts";
export { type ChangeResult, cancelDocument, changeDocument } from "./change.ts";
export type { ContentProblem } from "./content.ts";

export { decideDocument, decideDocumentsOf } from "./decide.ts";
export { documentContent, findDocument, listDocuments, projectOfDocument } from "./find.ts";
export { forgetDocuments, lockDocumentsOf } from "./forget.ts";
export { isWholePdf } from "./pdf.ts";
export { redactUser } from "./redact-user.ts";
export { addSessionDocuments } from "./session-documents.ts";
export { fileName, treezorDocument } from "./view.ts";
