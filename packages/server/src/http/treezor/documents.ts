import {
  changeTreezorDocumentSchema,
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
import type { App } from "../types.ts";
import { callingProject } from "./guard.ts";
import { readDocument } from "./read-document.ts";
import { refuse, type TreezorRefusal } from "./refusal.ts";

const params = z.object({ documentId: z.string() });
const access = ["project", "operator"] as const;
const response = { 200: treezorDocumentsSchema };
/** Beside the file itself, bytes. */
const roomForFields = 64 * 1024;

/** `/v1/documents`: what users show of themselves. */
export function addDocumentRoutes(app: App, deps: HttpDeps): void {
  const bodyLimit = Math.ceil(deps.maxDocumentBytes / 3) * 4 + roomForFields;

  app.post(
    "/documents",
    { config: { access, audited: "document.create" }, bodyLimit, schema: { response } },
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
      schema: { querystring: treezorDocumentQuerySchema, response },
    },
    async (request) => {
      const { pageNumber: page, pageCount: pageSize, documentTypeId: typeId, ...filter } = request.query;
      const query = { ...filter, typeId, projectId: callingProject(request).id, page, pageSize };
      return { documents: (await listDocuments(deps, deps.db, query)).map(treezorDocument) };
    },
  );

  app.get(
    "/documents/:documentId",
    { config: { access, audited: "document.view" }, schema: { params, response } },
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
    { config: { access }, schema: { params } },
    async (request, reply) => {
      const { id: projectId } = callingProject(request);
      const document = await findDocument(deps, deps.db, projectId, request.params.documentId);
      if (document === null) throw refuse(40403);
      // Written before the file is read: no look goes unrecorded.
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
      schema: { params, body: changeTreezorDocumentSchema, response },
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
    { config: { access, audited: "document.cancel" }, schema: { params, response } },
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
      return refuse(40402, { field: "userId", problem: "names no user" });
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
