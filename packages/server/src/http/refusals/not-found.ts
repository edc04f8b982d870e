import type { FastifyReply, FastifyRequest } from "fastify";
import type { App } from "../types.ts";

/**
 * Responds to requests that a scope has no route for, before their body is read: their sender is not
 * authenticated.
 *
 * @param isOwn whether this scope handles a request, if nested scopes handle their own.
 */
export function handleNotFound(
  app: App,
  answer: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>,
  isOwn: (request: FastifyRequest) => boolean = () => true,
): void {
  app.setNotFoundHandler(answer);
  app.addHook("onRequest", (request, reply, done) => {
    if (!request.is404 || !isOwn(request)) return done();
    Promise.resolve(answer(request, reply)).catch(done);
  });
}

/** A surface's refusals of requests that it has no route for. */
export interface UnroutedHandlers {
  notFound: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>;
  /** `methods`: those of the path. `Allow` is already set. */
  wrongMethod: (
    request: FastifyRequest,
    reply: FastifyReply,
    methods: readonly string[],
  ) => FastifyReply | Promise<FastifyReply>;
}

/**
 * Refuses requests that a scope has no route for: an unknown path, and a known one with another
 * method. Must be called before the scope's routes are registered.
 */
export function handleUnrouted(app: App, { notFound, wrongMethod }: UnroutedHandlers): void {
  const routes: { method: string; pattern: RegExp }[] = [];
  app.addHook("onRoute", ({ method, url }) => {
    const pattern = new RegExp(`^${url.replaceAll(/:\w+/g, "[^/]+")}$`);
    // HEAD is implied by every GET.
    for (const each of [method].flat()) if (each !== "HEAD") routes.push({ method: each, pattern });
  });
  handleNotFound(app, (request, reply) => {
    const path = request.url.split("?", 1)[0] ?? "";
    const there = routes.filter(({ pattern }) => pattern.test(path));
    if (there.length === 0) return notFound(request, reply);
    const methods = [...new Set(there.map(({ method }) => method))];
    return wrongMethod(request, reply.header("allow", methods.join(", ")), methods);
  });
}
