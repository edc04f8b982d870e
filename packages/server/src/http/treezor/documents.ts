import {
  changeTreezorDocumentSchema,
  createTreezorDocumentPartsSchema,
  createTreezorDocumentSchema,
  type TreezorErrorCode,
  treezorDocumentQuerySchema,
  treezorDocumentsSchema,
} from "@countersign/wire";
import * as z from "zod";
import { audit } from "../../access/index.ts";
import { inTransaction } from "../../db/index.ts";
import {
  type AddResult,
  addDocument,
  type ChangeResult,
  type ContentProblem,
  cancelDocument,
  changeDocument,
  documentContent,
  fileName,
  findDocument,
  listDocuments,
  treezorDocument,
} from "../../documents/index.ts";
import { actorOf } from "../caller.ts";
import type { HttpDeps } from "../deps.ts";
import { binarySchema } from "../openapi/route-schema.ts";
import type { App } from "../types.ts";
import { callingProject } from "./guard.ts";
import { readDocument } from "./read-document.ts";
import { refuse, type TreezorRefusal } from "./refusal.ts";

const params = z.object({
  documentId: z
    .string()
    .describe("The document.")
    .meta({ examples: ["200017"] }),
});
const access = "integration.use";
const response = { 200: treezorDocumentsSchema };
/** For the fields in addition to the file, in bytes. */
const roomForFields = 64 * 1024;

/** `/v1/documents`: users' documents. */
export function registerDocumentRoutes(app: App, deps: HttpDeps): void {
  const bodyLimit = Math.ceil(deps.maxDocumentBytes / 3) * 4 + roomForFields;

  app.post(
    "/documents",
    {
      config: { access, audited: "document.create" },
      bodyLimit,
      schema: {
        operationId: "createDocument",
        summary: "Upload a document",
        description:
          "Stores a PDF, JPEG or PNG file of a user and sends `document.create`: as JSON with the file in base64, or as " +
          "multipart with a part `file`. The type is judged by the content.",
        reads: {
          body: {
            "application/json": createTreezorDocumentSchema,
            "multipart/form-data": createTreezorDocumentPartsSchema.extend({
              file: binarySchema.describe("The file."),
            }),
          },
        },
        response,
      },
    },
    async (request) => {
      const {
        documentTypeId: typeId,
        documentTag = null,
        residenceId = "0",
        ...sent
      } = await readDocument(request);
      const { id } = callingProject(request);
      const input = { ...sent, typeId, documentTag: documentTag ?? "", residenceId };
      return answer(await inTransaction(deps.db, (tx) => addDocument(deps, tx, id, input)));
    },
  );

  app.get(
    "/documents",
    {
      config: { access, audited: "document.list" },
      schema: {
        operationId: "listDocuments",
        summary: "List documents",
        description: "Returns the documents of the project's users, newest first, page by page.",
        querystring: treezorDocumentQuerySchema,
        response,
      },
    },
    async (request) => {
      const { pageNumber: page, pageCount: pageSize, documentTypeId: typeId, ...filter } = request.query;
      const query = { ...filter, typeId, projectId: callingProject(request).id, page, pageSize };
      return { documents: (await listDocuments(deps, deps.db, query)).map(treezorDocument) };
    },
  );

  app.get(
    "/documents/:documentId",
    {
      config: { access, audited: "document.view" },
      schema: {
        operationId: "getDocument",
        summary: "Read a document",
        description: "Returns a list of the one document, without its file.",
        params,
        response,
      },
    },
    async (request) => {
      const document = await findDocument(
        deps,
        deps.db,
        callingProject(request).id,
        request.params.documentId,
      );
      if (document === null) throw refuse(40403);
      return { documents: [treezorDocument(document)] };
    },
  );

  app.get(
    "/documents/:documentId/download",
    {
      config: { access },
      schema: {
        operationId: "downloadDocument",
        summary: "Download a document's file",
        description: "Returns the file as it was uploaded. Every download is audited.",
        params,
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
      const { id: projectId } = callingProject(request);
      const document = await findDocument(deps, deps.db, projectId, request.params.documentId);
      if (document === null) throw refuse(40403);
      // Written before the file is read: no access goes unrecorded.
      const target = { projectId, target: String(document.id) };
      await audit(deps, deps.db, { actor: actorOf(request), action: "document.download", ...target });
      const content = await documentContent(deps, deps.db, document);
      if (content === null) throw refuse(40403);
      return reply
        .type(document.contentType)
        .header("content-disposition", `attachment; filename="${fileName(document)}"`)
        .send(content);
    },
  );

  app.put(
    "/documents/:documentId",
    {
      config: { access, audited: "document.change" },
      schema: {
        operationId: "changeDocument",
        summary: "Change a document",
        description:
          "Changes what is said about a document and sends `document.update`; absent members stay.",
        params,
        body: changeTreezorDocumentSchema,
        response,
      },
    },
    async (request) => {
      const { documentTypeId: typeId, documentTag, ...rest } = request.body;
      const change = { ...rest, typeId, documentTag: documentTag === null ? "" : documentTag };
      const { id } = callingProject(request);
      return answer(
        await inTransaction(deps.db, (tx) => changeDocument(deps, tx, id, request.params.documentId, change)),
      );
    },
  );

  app.delete(
    "/documents/:documentId",
    {
      config: { access, audited: "document.cancel" },
      schema: {
        operationId: "cancelDocument",
        summary: "Cancel a document",
        description: "Cancels a document and sends `document.cancel`. It can still be read.",
        params,
        response,
      },
    },
    async (request) => {
      const { id } = callingProject(request);
      return answer(
        await inTransaction(deps.db, (tx) => cancelDocument(deps, tx, id, request.params.documentId)),
      );
    },
  );
}

function answer(result: AddResult | ChangeResult) {
  if ("document" in result) return { documents: [treezorDocument(result.document)] };
  throw refusalOf(result);
}

const contentCodes = {
  empty: 40003,
  damaged: 40003,
  "too-large": 41301,
  type: 41501,
} as const satisfies Record<ContentProblem, TreezorErrorCode>;

const contentTexts: Record<ContentProblem, string> = {
  empty: "is empty",
  damaged: "is not whole or not readable",
  "too-large": "is larger than is taken here",
  type: "must be a PDF, JPEG or PNG file by its content",
};

function refusalOf(result: Exclude<AddResult | ChangeResult, { document: unknown }>): TreezorRefusal {
  switch (result.kind) {
    case "unknown-user":
      return refuse(40402, { field: "userId", problem: "is not a known user" });
    case "inactive-user":
      return refuse(40907, { field: "userId", problem: "is frozen or cancelled" });
    case "duplicate":
      return refuse(40903);
    case "content":
      return refuse(contentCodes[result.problem], { field: "file", problem: contentTexts[result.problem] });
    case "unknown":
      return refuse(40403);
    case "status":
      return refuse(40902);
  }
}
