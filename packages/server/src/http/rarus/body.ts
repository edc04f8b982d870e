import { boundedJsonParser } from "../bodies/json-bodies.ts";
import { jsonAmbiguity } from "../bodies/strict-json.ts";
import { refuse } from "../refusals/problem.ts";
import type { App } from "../types.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The raw JSON body of an operation; null without one. */
    bodyText: string | null;
  }
}

/** Bytes. Bodies for an upstream's operation may be large; records stored here are not. */
export const bodyLimit = 10 * 1024 * 1024;

/** Neither replaces invalid UTF-8 nor drops a byte order mark. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Reads only JSON bodies, and keeps their bytes: an upstream gets exactly these. Therefore a body that
 * hooks and an upstream could parse differently is refused: another encoding, duplicate names, numbers
 * that a double can't represent.
 */
export function readJsonBodies(app: App): void {
  app.decorateRequest("bodyText", null);
  app.removeAllContentTypeParsers();
  const parse = boundedJsonParser(app);
  app.addContentTypeParser("application/json", { parseAs: "buffer", bodyLimit }, (request, body, done) => {
    if (!saysUtf8(request.headers["content-type"] ?? ""))
      return done(refuse("unsupported_media_type", "The body must be in UTF-8."));
    const text = decoded(body as Buffer);
    if (text === null)
      return done(refuse("invalid_json", "The body must be in UTF-8, without a byte order mark."));
    request.bodyText = text;
    parse(request, text, (error, value) => {
      const ambiguity = error ? null : jsonAmbiguity(text);
      if (ambiguity === null) return done(error, value);
      done(refuse("invalid_json", "The body can be read in two ways.", { errors: [ambiguity] }));
    });
  });
}

function saysUtf8(contentType: string): boolean {
  const charsets = [...contentType.matchAll(/charset\s*=\s*"?([^";,\s]*)/gi)];
  return charsets.every(([, name = ""]) => /^utf-?8$/i.test(name));
}

function decoded(body: Buffer): string | null {
  try {
    const text = utf8.decode(body);
    return text.startsWith("\ufeff") ? null : text;
  } catch {
    return null;
  }
}
