import type { IncomingMessage, ServerResponse } from "node:http";
import fastify, { type FastifyBaseLogger, type RawServerDefault } from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import type { HttpDeps } from "./deps.ts";
import type { App } from "./types.ts";

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
 *       schema: { tags: ["reviews"], summary: "…", params: z.object({ id: z.string() }), response: { 200: reviewSchema } },
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
  const app = fastify<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>({
    loggerInstance: deps.log,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  return app;
}
