import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Endpoint, readChunks } from "../endpoint.ts";
import type { BeforeEventType } from "../event.ts";
import type { Interceptor } from "../hooks/interceptor.ts";
import { type RouteMapping, settle } from "../hooks/route.ts";
import type { Reply } from "../reply.ts";

export { interceptionOf } from "../hooks/route.ts";

/**
 * A plugin for Fastify with one route: `app.register(toFastifyPlugin(receiver, "/webhooks"))`. It
 * has a content-type parser of its own, which leaves the bytes as they come, whatever the
 * application's parsers do with other routes.
 */
export function toFastifyPlugin(endpoint: Endpoint, url: string): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    app.all(url, async (request, reply) =>
      send(
        reply,
        await endpoint.respond({
          method: request.method,
          headers: request.headers,
          readBody: (maxBytes) => readChunks((request.body ?? []) as AsyncIterable<Uint8Array>, maxBytes),
        }),
      ),
    );
  };
}

/**
 * A `preHandler` hook that asks Countersign's hooks before a route: it proceeds if they allow, with
 * what they changed, and otherwise responds in its place.
 */
export function intercept<Type extends BeforeEventType, Request extends FastifyRequest = FastifyRequest>(
  interceptor: Interceptor,
  event: Type,
  mapping: RouteMapping<Request, Type>,
): (request: Request, reply: FastifyReply) => Promise<FastifyReply | undefined> {
  return async (request, reply) => {
    const question = mapping.question(request);
    if (question === null) return undefined;
    const response = settle(request, await interceptor.ask(event, question), mapping);
    return response === null ? undefined : send(reply, response);
  };
}

function send(reply: FastifyReply, { status, headers, body }: Reply): FastifyReply {
  // A body that was not read to its end would be taken for the next request.
  if (status === 413) reply.header("connection", "close");
  return reply.code(status).headers(headers).send(body);
}
