import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { App } from "./types.ts";

const compress = promisify(gzip);
/** What only shows personal data. */
const personal: ReadonlySet<string> = new Set(["personal_data.read", "registry.manage", "reviews.decide"]);
/** Shorter bodies are not worth it. */
const minBytes = 1024;
/** Low: what is sent once is not worth much time. */
const level = 4;

/**
 * Compresses the scope's JSON of GET requests for clients that accept gzip. Never what has personal
 * data or a secret in it: if a body also has something that a third party can choose, such as a
 * subject's name, its compressed length tells about the rest (BREACH). Secrets are in responses to
 * POST alone; what shows personal data needs the permission `personal_data.read`, or says so by
 * `config.uncompressed`. Event streams and files are sent as they are.
 */
export function compressJson(app: App): void {
  app.addHook("onSend", async (request, reply, payload) => {
    if (typeof payload !== "string" || payload.length < minBytes || !mayCompress(request, reply))
      return payload;
    reply.header("vary", "accept-encoding");
    if (!acceptsGzip(request.headers["accept-encoding"])) return payload;
    const compressed = await compress(payload, { level });
    reply.header("content-encoding", "gzip");
    reply.removeHeader("content-length");
    return compressed;
  });
}

function mayCompress({ method, routeOptions }: FastifyRequest, reply: FastifyReply): boolean {
  const { access, uncompressed } = routeOptions.config;
  if (method !== "GET" || reply.statusCode !== 200 || uncompressed === true) return false;
  if (access !== undefined && personal.has(access)) return false;
  const type = String(reply.getHeader("content-type") ?? "");
  return type.startsWith("application/json") && reply.getHeader("content-encoding") === undefined;
}

/** Whether gzip is among the accepted encodings, and not with a weight of nothing. */
function acceptsGzip(header: string | string[] | undefined): boolean {
  return String(header ?? "")
    .split(",")
    .some((each) => /^\s*(gzip|\*)\s*(;\s*q=(?!0(\.0*)?\s*$)[\d.]+\s*)?$/i.test(each));
}
