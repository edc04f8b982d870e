import type { FastifyReply, FastifyRequest } from "fastify";
import type { App } from "../types.ts";

/**
 * Answers what a scope has no route for, before its body is read: nobody is known who sends it.
 *
 * @param isOwn whether a request is this scope's to answer, where scopes inside of it answer their
 * own.
 */
export function answerNotFound(
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
