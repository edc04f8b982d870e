import type { Tx } from "../db/index.ts";
import { record } from "../events/index.ts";
import type { DocumentsDeps } from "./deps.ts";
import type { UserDocument } from "./document.ts";
import { treezorDocument } from "./view.ts";

/** Records a document's event in the document's sequence, sealed under its user's key. */
export async function tell(
  deps: Pick<DocumentsDeps, "events">,
  tx: Tx,
  document: UserDocument,
  type: "document.create" | "document.update" | "document.cancel",
): Promise<void> {
  const { eventSequence } = await tx
    .updateTable("documents")
    .set((eb) => ({ eventSequence: eb("eventSequence", "+", 1) }))
    .where("id", "=", document.id)
    .returning("eventSequence")
    .executeTakeFirstOrThrow();
  await record(deps.events, tx, {
    projectId: document.projectId,
    type,
    subject: String(document.id),
    sequence: eventSequence,
    keyId: document.subjectId,
    payload: { documents: [treezorDocument(document)] },
  });
}
