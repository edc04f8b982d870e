import type { FastifyReply, FastifyRequest } from "fastify";
import { type PageCoding, type PageFile, pageCodings } from "./page-files.ts";

/** Of assets: their names hold a hash. */
export const immutable = "public, max-age=31536000, immutable";

/** Sends a file of a page in the best coding that the request accepts. */
export function sendPageFile(request: FastifyRequest, reply: FastifyReply, file: PageFile): FastifyReply {
  reply.type(file.contentType).header("vary", "accept-encoding");
  const coding = acceptedCoding(request.headers["accept-encoding"] ?? "", file);
  if (coding === null) return reply.send(file.bytes);
  return reply.header("content-encoding", coding).send(file.compressed.get(coding));
}

/** Sends a placeholder while a page is not built. */
export function sendUnbuilt(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .code(503)
    .type("text/html; charset=utf-8")
    .send(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Countersign</title></head>
<body><h1>${page} is not built</h1>
<p>Run <code>npm run build</code> in the service's directory, then load this page again.</p></body></html>
`);
}

function acceptedCoding(header: string, { compressed }: PageFile): PageCoding | null {
  const accepted = new Set<string>();
  for (const part of header.split(",")) {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    if (!parameters.some((each) => /^q=0(\.0*)?$/.test(each))) accepted.add(name);
  }
  return pageCodings.find(({ coding }) => accepted.has(coding) && compressed.has(coding))?.coding ?? null;
}
