import type { FastifyReply, FastifyRequest } from "fastify";
import * as z from "zod";
import type { HttpDeps } from "../deps.ts";
import { pageFilesOf } from "../pages/page-files.ts";
import { immutable, sendPageFile, sendUnbuilt } from "../pages/send-page.ts";
import { problemHandler, sendNotFound } from "../refusals/errors.ts";
import { handleNotFound } from "../refusals/not-found.ts";
import { refuse } from "../refusals/problem.ts";
import type { App } from "../types.ts";

/**
 * What the console may do: run its own script and style, call its own service, show pictures that
 * it holds. It makes no HTML out of text, so it needs no Trusted Types policy, and none may be
 * created.
 */
const documentHeaders = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; "),
  "permissions-policy": "camera=(self), microphone=(self), geolocation=(), publickey-credentials-get=(self)",
  "cache-control": "no-cache",
} as const;

const hidden = { schema: { hide: true } } as const;
const assetParams = z.object({ file: z.string() });

/**
 * Serves the built console: one document for each of its addresses, as it reads the address itself.
 * It is public: it contains no data, and the calls that it makes are authenticated.
 */
export function registerConsole(app: App, deps: HttpDeps): void {
  app.setErrorHandler(problemHandler(deps.log));
  handleNotFound(app, sendNotFound);
  const built = pageFilesOf(deps.consoleDir);

  app.get("/assets/:file", { schema: { hide: true, params: assetParams } }, async (request, reply) => {
    const asset = (await built())?.assets.get(request.params.file);
    if (asset === undefined) throw refuse("not_found", "There is no such file.");
    return sendPageFile(request, reply.header("cache-control", immutable), asset);
  });

  const sendDocument = async (request: FastifyRequest, reply: FastifyReply) => {
    const page = await built();
    if (page === null) return sendUnbuilt(reply, "The console");
    return sendPageFile(request, reply.headers(documentHeaders), page.document);
  };
  app.get("/", hidden, sendDocument);
  app.get("/*", hidden, sendDocument);
}
