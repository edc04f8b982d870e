import type { IncomingMessage } from "node:http";
import type { App } from "../types.ts";
import { cutOff } from "./refuse.ts";

/**
 * A body may come in so many pieces before their size matters, and then must have so many bytes to
 * each.
 */
const maxCrumbs = 4096;
const leastBytes = 32;

/**
 * Ends requests whose JSON body comes in crumbs: each piece is a buffer object until the body is
 * whole, so that a megabyte of single bytes holds hundreds. Looks only at bodies that are not whole
 * when they are about to be read.
 *
 * @param isStreamed requests that are read as they come, and keep no pieces.
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
