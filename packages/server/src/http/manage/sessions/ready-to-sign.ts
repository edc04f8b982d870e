import type { SigningDocument } from "@countersign/wire";
import { inspectDocument, type SupplyableDocument, signingProblem } from "../../../e-signing/index.ts";
import type { Project } from "../../../projects/index.ts";
import type { HttpDeps } from "../../deps.ts";
import { quotaOf } from "../../limits/quota.ts";
import { requireRoom } from "../../limits/room.ts";
import { refuse, refuseFields } from "../../refusals/problem.ts";

/** Room for the other fields of a request with a document. */
const roomForFields = 128 * 1024;

/** The largest body of a request with a document in base64. */
export function documentBodyLimit({ maxDocumentBytes }: Pick<HttpDeps, "maxDocumentBytes">): number {
  return Math.ceil(maxDocumentBytes / 3) * 4 + roomForFields;
}

/**
 * Checks a document that a session is to sign, before a transaction.
 *
 * @param prefix of its fields in errors.
 * @throws Refusal
 */
export async function readyToSign(
  deps: HttpDeps,
  project: Project,
  given: SigningDocument,
  prefix: string,
): Promise<SupplyableDocument> {
  const problem = signingProblem(deps.eSigning, project);
  if (problem !== null) throw refuse("signing_unavailable", problem);
  requireRoom(deps, quotaOf(project, project.id));
  const inspected = await inspectDocument(deps.eSigning, project, given);
  if (inspected.kind === "document") return inspected.document;
  throw refuseFields([{ field: `${prefix}${inspected.field}`, problem: inspected.problem }]);
}
