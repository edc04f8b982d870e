import { loveAndPayRequestProblem } from "@countersign/wire";
import { requestSecrets } from "../../projects/index.ts";
import { boundedJsonParser } from "../bodies/json-bodies.ts";
import type { HttpDeps } from "../deps.ts";
import type { App } from "../types.ts";
import { refuseKyc } from "./refusal.ts";
import { takeSignature } from "./used-signatures.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The raw body of a Love&Pay call; null without one. */
    signedBody: Buffer | null;
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * If the project requires it, accepts requests of its key only with a signature of the last five
 * minutes over the raw bytes that was not used before. Operators' requests are not signed: their
 * tokens are not shared.
 */
export function checkSignatures(app: App, deps: HttpDeps): void {
  app.decorateRequest("signedBody", null);
  keepBytes(app);
  app.addHook("preValidation", async (request) => {
    if (request.kycCaller === null) return; // no route of ours
    const { actor, project } = request.kycCaller;
    if (actor.kind !== "project" || !project.requireSignedRequests) return;
    const secrets = await requestSecrets(deps, project.id);
    if (secrets.length === 0) throw new Error("a project demands signed requests and has no secret for them");
    const signed = { method: request.method, path: request.url, body: request.signedBody ?? "" };
    const problem = loveAndPayRequestProblem(secrets, signed, request.headers, deps.clock());
    if (problem !== null) throw refuseKyc(problem);
    if (!(await takeSignature(deps, project.id, String(request.headers["x-signature"]))))
      throw refuseKyc("invalid_signature", "x-signature", "was used before: sign each request separately");
  });
}

/**
 * Accepts only JSON, and keeps its bytes. Some clients send a JSON content type without a body with GET
 * and DELETE.
 */
function keepBytes(app: App): void {
  const parse = boundedJsonParser(app);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>("application/json", { parseAs: "buffer" }, (request, body, done) => {
    request.signedBody = body;
    if (body.length === 0 && request.method !== "POST") return done(null, undefined);
    let text: string;
    try {
      text = utf8.decode(body);
    } catch {
      return done(Object.assign(new SyntaxError("the body is not UTF-8"), { statusCode: 400 }));
    }
    parse(request, text, done);
  });
}
