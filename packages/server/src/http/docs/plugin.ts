import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import * as z from "zod";
import type { HttpDeps } from "../deps.ts";
import { immutable, sendPageFile, sendUnbuilt } from "../pages/send-page.ts";
import { problemHandler, sendNotFound } from "../refusals/errors.ts";
import { handleNotFound } from "../refusals/not-found.ts";
import type { App } from "../types.ts";
import { siteFilesOf } from "./site-files.ts";

/**
 * What the documentation may do: run its own scripts and the search, which is WebAssembly, and read its own index. The
 * build leaves no script and no style inside a page.
 */
const siteHeaders = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
} as const;

const hidden = { schema: { hide: true } } as const;
const pathParams = z.object({ "*": z.string() });

/** Serves the built documentation: guides, reference and search, for everyone, from this service alone. */
export function registerDocs(app: App, deps: Pick<HttpDeps, "docsDir" | "log">): void {
  app.setErrorHandler(problemHandler(deps.log));
  handleNotFound(app, sendNotFound);
  const find = siteFilesOf(deps.docsDir);

  const send = async (request: FastifyRequest, reply: FastifyReply, path: string) => {
    const found = await find(path);
    if (found === null) return sendUnbuilt(reply, "The documentation");
    if (!found.exists) return sendPageFile(request, reply.code(404).headers(siteHeaders), found.file);
    const etag = `"${createHash("sha256").update(found.file.bytes).digest("base64url").slice(0, 22)}"`;
    reply.headers(siteHeaders).header("etag", etag);
    reply.header("cache-control", path.startsWith("_astro/") ? immutable : "no-cache");
    if (request.headers["if-none-match"]?.includes(etag)) return reply.code(304).send();
    return sendPageFile(request, reply, found.file);
  };
  app.get("/", hidden, (request, reply) => send(request, reply, ""));
  app.get("/*", { schema: { hide: true, params: pathParams } }, (request, reply) =>
    send(request, reply, request.params["*"]),
  );
}
