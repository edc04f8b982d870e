import multipart from "@fastify/multipart";
import { auditPersons } from "../audited.ts";
import { boundedJsonParser } from "../bodies/json-bodies.ts";
import type { HttpDeps } from "../deps.ts";
import { projectArchived } from "../limits/quota.ts";
import type { App } from "../types.ts";
import { addDocumentRoutes } from "./documents.ts";
import { setTreezorErrors } from "./errors.ts";
import { guardTreezorRoutes } from "./guard.ts";
import { addHookRoutes } from "./hooks.ts";
import { addIdentificationRoutes } from "./identifications.ts";
import { addRetryRoutes } from "./retry.ts";
import { addUserRoutes } from "./users.ts";
import { checkRequest } from "./validation.ts";

/** The Treezor calls (seed 002) under `/v1`: users, their documents, their identifications. */
export async function registerTreezorCalls(app: App, deps: HttpDeps): Promise<void> {
  prepareScope(app, deps);
  await app.register(multipart, {
    limits: { files: 1, fileSize: deps.maxDocumentBytes, fields: 10, parts: 11, fieldSize: 4096 },
  });
  refuseWritesOfArchived(app);
  addUserRoutes(app, deps);
  addDocumentRoutes(app, deps);
  addIdentificationRoutes(app, deps);
}

/** Its subscriptions, under `/settings`. */
export function registerTreezorSettings(app: App, deps: HttpDeps): void {
  prepareScope(app, deps);
  addHookRoutes(app, deps);
}

/** Its bulk resends, under `/retry`. */
export function registerTreezorRetries(app: App, deps: HttpDeps): void {
  prepareScope(app, deps);
  addRetryRoutes(app, deps);
}

/** Users, documents and identifications of an archived project can be read, and that is all. */
function refuseWritesOfArchived(app: App): void {
  app.addHook("preValidation", async (request) => {
    const archived = request.treezorProject !== null && request.treezorProject.archivedAt !== null;
    if (archived && request.method !== "GET") throw projectArchived();
  });
}

function prepareScope(app: App, deps: HttpDeps): void {
  setTreezorErrors(app, deps);
  app.setValidatorCompiler(checkRequest);
  readJson(app);
  guardTreezorRoutes(app, deps);
  auditPersons(app, deps, (request) => request.treezorProject?.id);
}

/** JSON alone; an empty body that calls itself JSON is one without fields, as that service takes it. */
function readJson(app: App): void {
  const parse = boundedJsonParser(app);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    const text = typeof body === "string" ? body : body.toString("utf8");
    if (text.trim() === "") done(null, {});
    else parse(request, text, done);
  });
}
