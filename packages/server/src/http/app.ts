import type { IncomingMessage, ServerResponse } from "node:http";
import fastify, { type FastifyBaseLogger, type RawServerDefault } from "fastify";
import { serializerCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { registerApplicantRoutes } from "./applicant/plugin.ts";
import { registerCheckRoutes } from "./check/plugin.ts";
import { registerApplicantRoutes } from "./applicant/plugin.ts";
import type { HttpDeps } from "./deps.ts";
import { problemHandler, sendNotFound } from "./errors.ts";
import { setSecurityHeaders } from "./headers.ts";
import { registerHealthRoutes } from "./health.ts";
import { registerManageApi } from "./manage/api.ts";
import { describeApi } from "./openapi.ts";
import { observeRequests } from "./request-log.ts";
import type { App } from "./types.ts";
import { checkRequest } from "./validation.ts";

const bodyLimit = 1024 * 1024;

/**
 * The service's HTTP surfaces, each in its own scope with its own errors: the management API, the applicant's
 * page and the compatible able-id calls.
 *
 * A resource file exports one `register…Routes(app, deps)`. Paths in it leave the scope's prefix out:
 *
 * ```ts
 * export function registerReviewRoutes(app: App, deps: HttpDeps): void {
 *   app.get(
 *     "/reviews/:id",
 *     {
 *       config: { access: ["operator", "reviewer"] },
 *       schema: { tags: ["reviews"], summary: "…", params: idParams, response: { 200: reviewSchema } },
 *     },
 *     async (request) => {
 *       const review = await findReview(deps.db, request.params.id);
 *       if (review === null) throw refuse("not_found", "There is no such review.");
 *       return reviewAnswer(review);
 *     },
 *   );
 * }
 * ```
 */
export async function buildApp(deps: HttpDeps): Promise<App> {
  const app: App = fastify<
    RawServerDefault,
    IncomingMessage,
    ServerResponse,
    FastifyBaseLogger,
    ZodTypeProvider
  >({
    loggerInstance: deps.log,
    // Requests are logged by `observeRequests`: Fastify's own lines hold the URL as it came.
    disableRequestLogging: true,
    bodyLimit,
    genReqId: () => Buffer.from(deps.random(12)).toString("base64url"),
    // What the router itself refuses (a path it can't decode) never reaches the error handler.
    frameworkErrors: (error, request, reply) => {
      problemHandler(deps.log)(error, request, reply);
    },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(checkRequest);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(problemHandler(deps.log));
  app.setNotFoundHandler(sendNotFound);
  app.decorateRequest("actor", null);
  setSecurityHeaders(app);
  observeRequests(app, deps);
  await describeApi(app);
  registerHealthRoutes(app, deps);
  await app.register((scope) => registerManageApi(scope.withTypeProvider<ZodTypeProvider>(), deps), {
    prefix: "/manage/v1",
  });
  await app.register(async (scope) => registerCheckRoutes(scope.withTypeProvider<ZodTypeProvider>(), deps), {
    prefix: "/check",
  });
  await app.register(
    async (scope) => registerApplicantRoutes(scope.withTypeProvider<ZodTypeProvider>(), deps),
    { prefix: "/s" },
  );
  await app.register(async (scope) => registerApplicantRoutes(scope.withTypeProvider<ZodTypeProvider>(), deps), {
    prefix: "/s",
  });
  await app.ready();
  return app;
}
