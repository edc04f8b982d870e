import multipart from "@fastify/multipart";
import { auditPersons } from "../audited.ts";
import { boundedJsonParser } from "../bodies/json-bodies.ts";
import type { HttpDeps } from "../deps.ts";
import { projectArchived, quotaOf } from "../limits/quota.ts";
import { requireRoom } from "../limits/room.ts";
import type { App } from "../types.ts";
import { registerDocumentRoutes } from "./documents.ts";
import { setTreezorErrors } from "./errors.ts";
import { guardTreezorRoutes } from "./guard.ts";
import { registerHookRoutes } from "./hooks.ts";
import { registerIdentificationRoutes } from "./identifications.ts";
import { registerRetryRoutes } from "./retry.ts";
import { registerUserRoutes } from "./users.ts";
import { checkRequest } from "./validation.ts";

/** The calls of Treezor under `/v1`: users, their documents, their identifications. */
export async function registerTreezorCalls(app: App, deps: HttpDeps): Promise<void> {
  prepareScope(app, deps);
  await app.register(multipart, {
    limits: { files: 1, fileSize: deps.maxDocumentBytes, fields: 10, parts: 11, fieldSize: 4096 },
  });
  refuseWritesOfArchived(app);
  refuseWithoutRoom(app, deps);
  registerUserRoutes(app, deps);
  registerDocumentRoutes(app, deps);
  registerIdentificationRoutes(app, deps);
}

/** Its subscriptions, under `/settings`. */
export function registerTreezorSettings(app: App, deps: HttpDeps): void {
  prepareScope(app, deps);
  registerHookRoutes(app, deps);
}

/** Its bulk resends, under `/retry`. */
export function registerTreezorRetries(app: App, deps: HttpDeps): void {
  prepareScope(app, deps);
  registerRetryRoutes(app, deps);
}

/** Users, documents and identifications of an archived project can only be read. */
function refuseWritesOfArchived(app: App): void {
  app.addHook("preValidation", async (request) => {
    const archived = request.treezorProject !== null && request.treezorProject.archivedAt !== null;
    if (archived && request.method !== "GET") throw projectArchived();
  });
}

/** Users, documents and identifications are stored; their bodies are not read without room for them. */
function refuseWithoutRoom(app: App, deps: HttpDeps): void {
  app.addHook("onRequest", async (request) => {
    const { method, treezorProject: project, actor } = request;
    if (method === "POST" && project && actor) requireRoom(deps, quotaOf(project, actor.id));
  });
}

function prepareScope(app: App, deps: HttpDeps): void {
  setTreezorErrors(app, deps);
  app.setValidatorCompiler(checkRequest);
  readJson(app);
  guardTreezorRoutes(app, deps);
  auditPersons(app, deps, (request) => request.treezorProject?.id);
}

/**
 * Accepts only JSON; an empty JSON body is one without fields, as for Treezor.
 */
function readJson(app: App): void {
  const parse = boundedJsonParser(app);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    const text = typeof body === "string" ? body : body.toString("utf8");
    if (text.trim() === "") done(null, {});
    else parse(request, text, done);
  });
}
