import type { FastifyReply } from "fastify";
import * as z from "zod";
import { binarySchema, textSchema } from "../openapi/route-schema.ts";
import { refuse } from "../refusals/problem.ts";
import type { App } from "../types.ts";
import { type PageFiles, readPageFiles } from "./page-files.ts";
import { applicantParams } from "./params.ts";

/**
 * What the page may do: run its own script and style, show pictures it holds, use the camera.
 * Nothing else.
 */
const documentHeaders = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "permissions-policy": "camera=(self), microphone=(), geolocation=()",
  "cache-control": "no-cache",
} as const;

const unbuilt = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Countersign</title></head>
<body><h1>The applicant's page is not built</h1>
<p>Run <code>npm run build</code> in the service's directory, then load this page again.</p></body></html>
`;

const pageSchema = {
  operationId: "openApplicantPage",
  summary: "Open the applicant's page",
  description:
    "The page of a session. It reads the session's id from its address and the token from the fragment.",
  params: applicantParams,
  sends: { 200: { description: "The page.", content: { "text/html": textSchema } } },
};
const assetSchema = {
  operationId: "getApplicantPageAsset",
  summary: "Load a file of the page",
  description:
    "A script or style of the applicant's page. Its name holds a hash, so that it can be cached for a year.",
  params: z.object({
    file: z
      .string()
      .describe("The file's name.")
      .meta({ examples: ["index-B2xkq0Zr.js"] }),
  }),
  sends: { 200: { description: "The file.", content: { "*/*": binarySchema } } },
};

/**
 * Serves the built page: the same document for every session, as the page reads the session's id
 * from its address and the token from the fragment. Assets carry a hash in their names, so they are
 * kept for a year.
 */
export function registerPage(app: App, deps: { applicantPageDir: string }): void {
  let files: PageFiles | null = null;
  // Looked for until it is found, so that a build made meanwhile needs no restart.
  const built = async () => {
    files ??= await readPageFiles(deps.applicantPageDir);
    return files;
  };

  app.get("/assets/:file", { schema: assetSchema }, async (request, reply) => {
    const asset = (await built())?.assets.get(request.params.file);
    if (asset === undefined) throw refuse("not_found", "There is no such file.");
    reply.header("cache-control", "public, max-age=31536000, immutable");
    return reply.type(asset.contentType).send(asset.bytes);
  });

  app.get("/:id", { schema: pageSchema }, async (_request, reply): Promise<FastifyReply> => {
    const page = await built();
    if (page === null) return reply.code(503).type("text/html; charset=utf-8").send(unbuilt);
    return reply.headers(documentHeaders).type(page.document.contentType).send(page.document.bytes);
  });
}
