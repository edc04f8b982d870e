import type { FastifyRequest } from "fastify";
import {
  type AgreeResult,
  agreeToDocument,
  documentToSign,
  type SignResult,
  sendAnotherCode,
  signDocument,
  signedDocument,
} from "../../e-signing/index.ts";
import { findSession } from "../../verification/index.ts";
import type { HttpDeps } from "../deps.ts";
import { type Refusal, refuse } from "../refusals/problem.ts";
import { sessionRefusal } from "../refusals/session-refusal.ts";
import type { App } from "../types.ts";
import { enter, pageSession } from "./enter.ts";
import { signingSchemas } from "./signing-schemas.ts";
import { applicantState } from "./state.ts";

/** The document of a `qes` session: read, agreed to, signed with a one-time code, and taken away. */
export function registerSigning(app: App, deps: HttpDeps): void {
  const onRequest = (request: FastifyRequest) => enter(deps, request);

  app.get("/:id/document", { onRequest, schema: signingSchemas.read }, async (request, reply) => {
    const pdf = await documentToSign(deps, deps.db, pageSession(request));
    if (pdf === null) throw noDocument();
    return reply.header("cache-control", "no-store").type("application/pdf").send(pdf);
  });

  app.get("/:id/document/signed", { onRequest, schema: signingSchemas.signed }, async (request, reply) => {
    const pdf = await signedDocument(deps, deps.db, pageSession(request));
    if (pdf === null)
      throw refuse("not_found", "There is no signed document until the session has succeeded.");
    return reply.header("cache-control", "no-store").type("application/pdf").send(pdf);
  });

  app.post("/:id/document/agree", { onRequest, schema: signingSchemas.agree }, async (request) => {
    const { id } = pageSession(request);
    return stateAfter(deps, await agreeToDocument(deps.eSigning, id, request.body));
  });

  app.post("/:id/document/code", { onRequest, schema: signingSchemas.code }, async (request) => {
    const { id } = pageSession(request);
    return stateAfter(deps, await sendAnotherCode(deps.eSigning, id));
  });

  app.post("/:id/document/sign", { onRequest, schema: signingSchemas.sign }, async (request) => {
    const { id } = pageSession(request);
    return stateAfter(deps, await signDocument(deps.eSigning, id, request.body.code));
  });
}

async function stateAfter(deps: HttpDeps, result: AgreeResult | SignResult) {
  if (result.kind !== "done") throw refusalOf(result);
  const session = await findSession(deps, deps.db, null, result.session.id);
  return applicantState(deps, session ?? result.session);
}

function refusalOf(result: Exclude<AgreeResult | SignResult, { kind: "done" }>): Refusal {
  switch (result.kind) {
    case "unknown":
      return refuse("session_unknown", "There is no session of this id.");
    case "none":
      return noDocument();
    case "refused":
      return sessionRefusal(result.session, []);
    case "changed":
      return refuse("document_changed", "The document is not the one that was shown. Read it again.");
    case "expired":
      return refuse("code_expired", "There is no code that works. Ask for another.");
    case "wrong":
      return result.left > 0
        ? refuse("code_wrong", `The code is wrong. Tries left: ${result.left}.`)
        : refuse("session_ended", "The session is over: failed.", { sessionStatus: "failed" });
    case "too-soon": {
      const seconds = Math.ceil(result.waitMs / 1000);
      return refuse("rate_limited", `Another code can be sent in ${seconds} seconds.`, {}, seconds);
    }
    case "too-often":
      return refuse("rate_limited", "The session was sent as many codes as it may be. Start a new one.");
    case "not-sent":
      return refuse("code_not_sent", "The code could not be sent. Repeat in half a minute.");
  }
}

function noDocument(): Refusal {
  return refuse("not_found", "The session has no document to sign.");
}
