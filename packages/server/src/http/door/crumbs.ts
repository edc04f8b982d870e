import type { IncomingMessage } from "node:http";
import type { App } from "../types.ts";
import { cutOff } from "./refuse.ts";

/**
 * A body may arrive in this many chunks before their size matters; then they must have this many bytes
 * on average.
 */
const maxCrumbs = 4096;
const leastBytes = 32;

/**
 * Ends requests whose JSON body arrives in tiny chunks: each chunk is a buffer object until the body is
 * complete, so that a megabyte of single bytes takes hundreds. Only looks at bodies that are
 * incomplete when they are about to be read.
 *
 * @param isStreamed whether a request's body is streamed, and its chunks are not kept.
 */
export function refuseCrumbs(app: App, isStreamed: (request: IncomingMessage) => boolean): void {
  app.addHook("preParsing", (request, reply, payload, done) => {
    const { raw } = request;
    const isJson = request.headers["content-type"]?.startsWith("application/json") === true;
    if (isJson && !raw.complete && !isStreamed(raw)) {
      let pieces = 0;
      let bytes = 0;
      raw.on("data", (chunk: Buffer) => {
        pieces++;
        bytes += chunk.length;
        if (pieces < maxCrumbs || bytes >= pieces * leastBytes) return;
        cutOff(raw.socket, reply.raw, raw.url, "malformed_request");
      });
    }
    done(null, payload);
  });
}
