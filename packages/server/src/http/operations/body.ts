import type { App } from "../types.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** A JSON body of the operations as it came; null without one. */
    bodyText: string | null;
  }
}

/** Bytes. What an upstream's operation takes may be large; records kept here are not. */
export const bodyLimit = 10 * 1024 * 1024;

/** Reads JSON bodies, and nothing else, and keeps them as they came: an upstream gets the very same bytes. */
export function readJsonBodies(app: App): void {
  app.decorateRequest("bodyText", null);
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser("application/json", { parseAs: "string", bodyLimit }, (request, body, done) => {
    const text = typeof body === "string" ? body : body.toString("utf8");
    request.bodyText = text;
    parse(request, text, done);
  });
}
