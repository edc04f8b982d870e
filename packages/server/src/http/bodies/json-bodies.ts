import type { FastifyBodyParser, FastifyRequest } from "fastify";
import { jsonTextProblem, requestLimits, type TextLimits } from "../../json/index.ts";
import { refuseFields } from "../refusals/problem.ts";
import type { App } from "../types.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Limits of the JSON that the route accepts; `requestLimits` by default. */
    jsonLimits?: TextLimits;
  }
}

/**
 * Fastify's own JSON parser, which first refuses text that is nested too deeply or contains too many
 * values: it must not become objects that schemas, hooks and templates walk. The refusal names the
 * field and the limit.
 */
export function boundedJsonParser(app: App): FastifyBodyParser<string> {
  const parse = app.getDefaultJsonParser("error", "error");
  return (request: FastifyRequest, text: string, done) => {
    const problem = jsonTextProblem(text, request.routeOptions.config.jsonLimits ?? requestLimits);
    if (problem === null) return parse(request, text, done);
    done(refuseFields([problem]));
  };
}

/** Accepts JSON bodies within their limits, in all scopes without a parser of their own. */
export function readBoundedJson(app: App): void {
  const parse = boundedJsonParser(app);
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser<string>("application/json", { parseAs: "string" }, parse);
}
