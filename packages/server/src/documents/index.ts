export { type AddResult, addDocument } from "./add.ts";
export { type ChangeResult, cancelDocument, changeDocument } from "./change.ts";
export type { ContentProblem } from "./content.ts";

export { documentContent, findDocument, listDocuments } from "./find.ts";
export { forgetDocuments, lockDocumentsOf } from "./forget.ts";
export { redactUser } from "./redact-user.ts";
export { addSessionDocuments } from "./session-documents.ts";
export { fileName, treezorDocument } from "./view.ts";
