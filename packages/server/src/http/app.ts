import fastify, {
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import { serializerCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { Registry } from "prom-client";
import { registerAbleId } from "./able-id/plugin.ts";
import { registerApplicant } from "./applicant/plugin.ts";
import { registerEventReference } from "./asyncapi/routes.ts";
import { readBoundedJson } from "./bodies/json-bodies.ts";
import { registerConsole } from "./console/plugin.ts";
import type { HttpDeps } from "./deps.ts";
import { registerDocs } from "./docs/plugin.ts";
import { refuseCrumbs } from "./door/crumbs.ts";
import { headersOf, setSecurityHeaders } from "./headers.ts";
import { registerHealthRoutes, registerMetricsRoute } from "./health.ts";
import { isImport } from "./listening/listener.ts";
import { registerLoveAndPay, sendUnroutable } from "./love-and-pay/plugin.ts";
import { registerManageApi } from "./manage/plugin.ts";
import { registerApiReference } from "./openapi/routes.ts";
import { sendUnreadablePath } from "./rarus/errors.ts";
import { registerRarusOrganization, registerRarusUser } from "./rarus/plugin.ts";
import { problemHandler, sendNotFound } from "./refusals/errors.ts";
import { handleNotFound } from "./refusals/not-found.ts";
import { refuseOtherCells } from "./refusals/other-cells.ts";
import { checkRequest } from "./refusals/validation.ts";
import { observeRequests } from "./request-log.ts";
import { sendUnroutable as sendUnroutableTreezor } from "./treezor/errors.ts";
import { registerTreezorCalls, registerTreezorRetries, registerTreezorSettings } from "./treezor/plugin.ts";
import type { App } from "./types.ts";

const bodyLimit = 1024 * 1024;

/**
 * The service's HTTP surfaces, each in its own scope with its own errors: the management API, the applicant's
 * page, and the calls of able-id, Love&Pay, Treezor and Rarus.
 *
 * A resource file exports one `register…Routes(app, deps)`. Paths in it leave the scope's prefix out:
 *
 * ```ts
 * export function registerReviewRoutes(app: App, deps: HttpDeps): void {
 *   app.get(
 *     "/reviews/:id",
 *     {
 *       config: { access: "reviews.decide" },
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
  const app = bareApp(deps);
  refuseOtherCells(app, deps.cell);
  registerApiReference(app, deps);
  registerEventReference(app);
  registerHealthRoutes(app, deps);
  app.get("/", { schema: { hide: true } }, (_request, reply) => reply.redirect("/console"));
  if (deps.publicMetrics) registerMetricsRoute(app, deps);
  for (const { prefix, register } of surfaces) {
    await app.register(async (scope) => register(scope.withTypeProvider<ZodTypeProvider>(), deps), {
      prefix,
    });
  }
  await app.ready();
  return app;
}

interface Surface {
  prefix: string;
  register: (app: App, deps: HttpDeps) => void;
  /** Responds to a path that the router itself refuses; by default with a problem. */
  unroutable?: (reply: FastifyReply) => FastifyReply;
}

const surfaces: readonly Surface[] = [
  { prefix: "/manage/v1", register: registerManageApi },
  { prefix: "/check", register: registerAbleId },
  { prefix: "/api", register: registerLoveAndPay, unroutable: sendUnroutable },
  { prefix: "/s", register: registerApplicant },
  { prefix: "/console", register: registerConsole },
  { prefix: "/docs", register: registerDocs },
  { prefix: "/v1", register: registerTreezorCalls, unroutable: sendUnroutableTreezor },
  { prefix: "/settings", register: registerTreezorSettings, unroutable: sendUnroutableTreezor },
  { prefix: "/retry", register: registerTreezorRetries, unroutable: sendUnroutableTreezor },
  { prefix: "/organization", register: registerRarusOrganization, unroutable: sendUnreadablePath },
  { prefix: "/user", register: registerRarusUser, unroutable: sendUnreadablePath },
];

/**
 * Only health and metrics: for processes of the role `worker`, and for the listener of `HEALTH_PORT`.
 */
export async function buildHealthApp(deps: AppDeps): Promise<App> {
  // These routes are not measured: in addition to the API's, the same metrics would be registered
  // twice.
  const app = bareApp({ ...deps, metrics: new Registry() });
  registerHealthRoutes(app, deps);
  registerMetricsRoute(app, deps);
  await app.ready();
  return app;
}

type AppDeps = Pick<HttpDeps, "clock" | "log" | "random" | "metrics" | "metricsText" | "ready" | "publicUrl">;

/** An app without routes: what all responses have in common, errors included. */
function bareApp(deps: AppDeps): App {
  const loggerInstance: FastifyBaseLogger = deps.log;
  const options = {
    loggerInstance,
    // Requests are logged by `observeRequests`: Fastify's own log lines contain the raw URL.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    genReqId: () => Buffer.from(deps.random(12)).toString("base64url"),
    // Paths that the router itself refuses (it can't decode them) reach neither the hooks nor the
    // error handler.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      reply.headers(headersOf(request));
      const surface = surfaces.find(({ prefix }) => request.url.startsWith(`${prefix}/`));
      if (surface?.unroutable) surface.unroutable(reply);
      else problemHandler(deps.log)(error, request, reply);
    },
  };
  const app: App = fastify(options).withTypeProvider<ZodTypeProvider>();
  readBoundedJson(app);
  app.setValidatorCompiler(checkRequest);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(problemHandler(deps.log));
  app.decorateRequest("actor", null);
  app.decorateRequest("checkAgain", nobody);
  app.decorateRequest("signedIn", null);
  setSecurityHeaders(app, deps.publicUrl);
  // Each surface handles its own unknown paths, in its own shape.
  handleNotFound(app, sendNotFound, ({ url }) => !surfaces.some(({ prefix }) => isUnder(prefix, url)));
  // The bodies of calls under /check and of imports are streamed.
  refuseCrumbs(app, (request) => isImport(request) || request.url?.startsWith("/check/") === true);
  observeRequests(app, deps);
  return app;
}

async function nobody(): Promise<null> {
  return null;
}

/** Whether a URL leads to the surface of this prefix. */
function isUnder(prefix: string, url: string): boolean {
  return url.startsWith(prefix) && /^([/?#]|$)/.test(url.slice(prefix.length));
}
