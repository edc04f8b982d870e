import type { FastifyBodyParser, FastifyRequest } from "fastify";
import { jsonTextProblem, requestLimits, type TextLimits } from "../../json/index.ts";
import { refuseFields } from "../refusals/problem.ts";
import type { App } from "../types.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** How much JSON the route takes; `requestLimits` by default. */
    jsonLimits?: TextLimits;
  }
}

/**
 * Fastify's own JSON parser, which first refuses what is nested too deeply or holds too many
 * values: such a text must not become objects that schemas, hooks and templates walk. The refusal
 * names the field and the limit.
 */
export function boundedJsonParser(app: App): FastifyBodyParser<string> {
  const parse = app.getDefaultJsonParser("error", "error");
  return (request: FastifyRequest, text: string, done) => {
    const problem = jsonTextProblem(text, request.routeOptions.config.jsonLimits ?? requestLimits);
    if (problem === null) return parse(request, text, done);
    done(refuseFields([problem]));
  };
}

/** Takes JSON bodies within their limits, for all scopes that say nothing else. */
export function readBoundedJson(app: App): void {
  const parse = boundedJsonParser(app);
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser<string>("application/json", { parseAs: "string" }, parse);
}
