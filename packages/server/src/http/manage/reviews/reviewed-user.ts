import type { ReviewedDocument, ReviewedUserView } from "@countersign/wire";
import * as z from "zod";
import { audit } from "../../../access/index.ts";
import { documentContent, findDocument, listDocuments, treezorDocument } from "../../../documents/index.ts";
import { findUser, treezorUser } from "../../../users/index.ts";
import type { Review } from "../../../verification/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { binarySchema } from "../../openapi/route-schema.ts";
import { refuse } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { visibleReview } from "./visible-review.ts";

const mostDocuments = 100;

/** The fields and documents of the user whom a review is about; null if they are not kept here, or were erased. */
export async function reviewedUser(
  deps: Pick<HttpDeps, "db" | "keyring">,
  { id, projectId, userId }: Review,
): Promise<{ user: ReviewedUserView | null; documents: ReviewedDocument[] }> {
  const user = userId === null ? null : await findUser(deps, deps.db, projectId, userId);
  if (user === null || userId === null) return { user: null, documents: [] };
  const listed = await listDocuments(deps, deps.db, { projectId, userId, page: 1, pageSize: mostDocuments });
  const { kycLevel, kycReview, userStatus, isFreezed } = treezorUser(user);
  const fields = Object.entries(user.fields).flatMap(([name, value]) =>
    value === null || value === "" || /^(0000-00-00|0(\.00)?)$/.test(value) ? [] : [{ name, value }],
  );
  const documents = listed.map((document): ReviewedDocument => {
    const { name, documentType, documentStatus } = treezorDocument(document);
    return {
      id: String(document.id),
      name,
      type: documentType,
      status: documentStatus,
      preReview: document.preReview,
      contentType: document.contentType,
      bytes: document.contentBytes,
      createdAt: document.createdAt.toISOString(),
      url: `/manage/v1/reviews/${id}/documents/${document.id}`,
    };
  });
  return {
    user: { userId, kycLevel, kycReview, status: userStatus, frozen: isFreezed === "1", fields },
    documents,
  };
}

const documentParams = z.object({
  id: idParams.shape.id,
  documentId: z
    .string()
    .describe("Id of the document.")
    .meta({ examples: ["100001"] }),
});

/** The files of a reviewed user's documents. */
export function registerReviewDocuments(app: App, deps: HttpDeps): void {
  app.get(
    "/reviews/:id/documents/:documentId",
    {
      config: { access: "reviews.decide" },
      schema: {
        tags: ["reviews"],
        operationId: "getReviewDocument",
        summary: "Read a document of the reviewed user",
        description: "Returns the file of one of the review's `documents`; leaves an audit record.",
        params: documentParams,
        sends: {
          200: {
            description: "The file.",
            content: {
              "application/pdf": binarySchema,
              "image/jpeg": binarySchema,
              "image/png": binarySchema,
            },
          },
        },
      },
    },
    async (request, reply) => {
      const { id, documentId } = request.params;
      const actor = actorOf(request);
      const { projectId, userId } = await visibleReview(deps, actor, id);
      // Written before anything personal is read: no look goes unrecorded.
      const details = { documentId };
      await audit(deps, deps.db, { actor, action: "review.document", projectId, target: id, details });
      const document = await findDocument(deps, deps.db, projectId, documentId);
      const content =
        document !== null && String(document.user.id) === userId
          ? await documentContent(deps, deps.db, document)
          : null;
      if (document === null || content === null)
        throw refuse("not_found", "The user has no such document, or was erased.");
      reply.header("cache-control", "no-store");
      reply.header("content-disposition", "attachment");
      return reply.type(document.contentType).send(content);
    },
  );
}
