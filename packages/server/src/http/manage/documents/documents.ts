import { decideDocumentSchema, decidedDocumentSchema } from "@countersign/wire";
import { audit } from "../../../access/index.ts";
import { decideDocument, projectOfDocument } from "../../../documents/index.ts";
import { actorOf, maySee } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
import { refuse } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";

/** Decisions about single documents of Treezor's users. */
export function registerDocumentRoutes(app: App, deps: HttpDeps): void {
  app.post(
    "/documents/:id/decision",
    {
      config: { access: "reviews.decide" },
      schema: {
        tags: ["users"],
        operationId: "decideDocument",
        summary: "Validate or refuse a document",
        description:
          "Decides about a document by itself and sends `document.update`. A document that was uploaded with `preReview` is admitted by an approval, which sends `document.create`, or refused without an event. Other pending documents are decided with their user's or session's review.",
        params: idParams,
        body: decideDocumentSchema,
        response: { 200: decidedDocumentSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { id } = request.params;
      const projectId = await projectOfDocument(deps.db, id);
      if (projectId === null || !maySee(actor, projectId)) throw unknown();
      return respondOnce(deps, request, {
        status: 200,
        work: async (tx) => {
          const result = await decideDocument(deps, tx, projectId, id, request.body);
          if (result.kind === "done") {
            const details = { decision: request.body.decision };
            await audit(deps, tx, { actor, action: "document.decide", projectId, target: id, details });
          }
          return result;
        },
        answer: (result) => {
          if (result.kind !== "done")
            throw result.kind === "unknown"
              ? unknown()
              : refuse("already_decided", "The document was decided or cancelled before; that stands.");
          return { id, projectId, status: result.document.status };
        },
      });
    },
  );
}

function unknown() {
  return refuse("not_found", "There is no such document.");
}
