import { sessionSchema, signingDocumentSchema } from "@countersign/wire";
import { audit } from "../../../access/index.ts";
import { inTransaction } from "../../../db/index.ts";
import { type SupplyResult, signedDocument, supplyDocument } from "../../../e-signing/index.ts";
import { findProject } from "../../../projects/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { binarySchema } from "../../openapi/route-schema.ts";
import { type Refusal, refuse, refuseFields } from "../../refusals/problem.ts";
import { sessionRefusal } from "../../refusals/session-refusal.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { documentBodyLimit, readyToSign } from "./ready-to-sign.ts";
import { sessionView } from "./session-view.ts";
import { unknownSession, visibleSession } from "./visible-session.ts";

const tags = ["sessions"];

/** The document that a session signs, before and after. */
export function registerSessionDocuments(app: App, deps: HttpDeps): void {
  app.put(
    "/sessions/:id/document",
    {
      bodyLimit: documentBodyLimit(deps),
      config: { access: "sessions.start" },
      schema: {
        tags,
        operationId: "supplySessionDocument",
        summary: "Supply the document to sign",
        description:
          "Gives an open session of the method `qes` the PDF that its applicant signs, or replaces it until it is signed; also one that was started by another API. An agreement to the previous document no longer counts.",
        params: idParams,
        body: signingDocumentSchema,
        response: { 200: sessionSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const session = await visibleSession(deps, actor, request.params.id);
      const { id: target, projectId } = session;
      const project = await findProject(deps.db, projectId);
      if (project === null) throw unknownSession();
      const document = await readyToSign(deps, project, request.body, "");
      const result = await inTransaction(deps.db, async (tx) => {
        const supplied = await supplyDocument(deps.eSigning, tx, target, document);
        if (supplied.kind === "done" && actor.kind === "operator")
          await audit(deps, tx, { actor, action: "session.document", projectId, target });
        return supplied;
      });
      if (result.kind === "done") return sessionView(result.session);
      throw refusalOf(result);
    },
  );

  app.get(
    "/sessions/:id/signed-document",
    {
      config: {
        access: "signed_documents.read",
        refusal: "What somebody signed is personal data: ask an operator.",
      },
      schema: {
        tags,
        operationId: "getSignedDocument",
        summary: "Load the signed document",
        description:
          "Returns the PDF with its signature (PAdES) and the evidence, once the session has succeeded. A look by a person leaves an audit record.",
        params: idParams,
        sends: { 200: { description: "The PDF.", content: { "application/pdf": binarySchema } } },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const session = await visibleSession(deps, actor, request.params.id);
      const { id: target, projectId } = session;
      // Written before anything is read: no look goes unrecorded.
      if (actor.kind === "operator")
        await audit(deps, deps.db, { actor, action: "session.signed_document", projectId, target });
      const pdf = await signedDocument(deps, deps.db, session);
      if (pdf === null)
        throw refuse("not_found", "The session has no signed document: it is there once it has succeeded.");
      return reply
        .header("cache-control", "no-store")
        .header("content-disposition", `attachment; filename="signed-${target}.pdf"`)
        .type("application/pdf")
        .send(pdf);
    },
  );
}

function refusalOf(result: Exclude<SupplyResult, { kind: "done" }>): Refusal {
  switch (result.kind) {
    case "unknown":
      return unknownSession();
    case "method":
      return refuseFields([{ field: "id", problem: "must be a session of the method qes" }]);
    case "late":
      return sessionRefusal(result.session, []);
    case "signed":
      return refuse("document_signed", "The document is signed and can't be replaced.");
  }
}
