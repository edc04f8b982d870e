import type { HttpDeps } from "../deps.ts";
import type { App } from "../types.ts";
import { registerDataRoutes } from "./data-calls.ts";
import { registerDictionaryRoutes } from "./dictionaries.ts";
import { registerDirectRoutes } from "./direct.ts";
import { setCheckErrors } from "./errors.ts";
import { readCheckBodies } from "./read-body.ts";
import { registerStartRoutes } from "./start.ts";

/**
 * The calls of able-id, to be registered in a scope of their own under `/check`. Each call validates
 * its body itself, in the order and with the codes of the able-id table, and all responses have one
 * shape: the scope itself neither validates nor serializes by schemas.
 */
export function registerAbleId(app: App, deps: HttpDeps): void {
  app.setValidatorCompiler(() => (value) => ({ value }));
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  readCheckBodies(app, deps);
  setCheckErrors(app, deps.log);
  registerStartRoutes(app, deps);
  registerDataRoutes(app, deps);
  registerDirectRoutes(app, deps);
  registerDictionaryRoutes(app);
}
