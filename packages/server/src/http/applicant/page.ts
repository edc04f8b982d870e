import { embeddingSchema } from "@countersign/wire";
import type { FastifyReply } from "fastify";
import * as z from "zod";
import { findEmbedOrigins } from "../../projects/index.ts";
import type { HttpDeps } from "../deps.ts";
import { binarySchema, textSchema } from "../openapi/route-schema.ts";
import { pageFilesOf } from "../pages/page-files.ts";
import { immutable, sendPageFile, sendUnbuilt } from "../pages/send-page.ts";
import { refuse } from "../refusals/problem.ts";
import type { App } from "../types.ts";
import { applicantParams } from "./params.ts";

/**
 * The page may run its own script and style, show pictures and documents that it holds, and use camera and microphone;
 * nothing else.
 */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src blob:",
];
const documentHeaders = {
  "permissions-policy": "camera=(self), microphone=(self), geolocation=()",
  "cache-control": "no-cache",
} as const;

const pageSchema = {
  operationId: "openApplicantPage",
  summary: "Open the applicant's page",
  description:
    "The page of a session. It reads the session's id from its address and the token from the fragment.",
  params: applicantParams,
  sends: { 200: { description: "The page.", content: { "text/html": textSchema } } },
};
const embeddedSchema = {
  operationId: "getApplicantPageEmbedding",
  summary: "Read who may embed the page",
  description:
    "Returns what the page's `frame-ancestors` says too. The page asks only inside a frame, and exchanges messages with these origins alone.",
  params: applicantParams,
  response: { 200: embeddingSchema },
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
 * from its address and the token from the fragment. Only the origins that the session's project names may show it in a
 * frame. Assets have a hash in their names, so they are
 * cached for a year.
 */
export function registerPage(app: App, deps: Pick<HttpDeps, "applicantPageDir" | "db">): void {
  const built = pageFilesOf(deps.applicantPageDir);

  app.get("/assets/:file", { schema: assetSchema }, async (request, reply) => {
    const asset = (await built())?.assets.get(request.params.file);
    if (asset === undefined) throw refuse("not_found", "There is no such file.");
    return sendPageFile(request, reply.header("cache-control", immutable), asset);
  });

  app.get("/:id", { schema: pageSchema }, async (request, reply): Promise<FastifyReply> => {
    const page = await built();
    if (page === null) return sendUnbuilt(reply, "The applicant's page");
    // Without the store the page still loads, outside of frames, and tells the applicant to try again.
    const origins = await findEmbedOrigins(deps.db, request.params.id).catch(() => []);
    frameIn(origins, reply.headers(documentHeaders));
    return sendPageFile(request, reply, page.document);
  });

  app.get("/:id/embedding", { schema: embeddedSchema }, async (request) => ({
    origins: [...(await findEmbedOrigins(deps.db, request.params.id))],
  }));
}

/** Allows the origins alone to frame the response. `X-Frame-Options` can't name any, and is left out where there are some. */
function frameIn(origins: readonly string[], reply: FastifyReply): void {
  if (origins.length > 0) reply.removeHeader("x-frame-options");
  const ancestors = origins.length === 0 ? "'none'" : origins.join(" ");
  reply.header("content-security-policy", [...contentPolicy, `frame-ancestors ${ancestors}`].join("; "));
}
