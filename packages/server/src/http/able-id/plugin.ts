import type { HttpDeps } from "../deps.ts";
import type { App } from "../types.ts";
import { addDataRoutes } from "./data-calls.ts";
import { addDictionaryRoutes } from "./dictionaries.ts";
import { addDirectRoutes } from "./direct.ts";
import { setCheckErrors } from "./errors.ts";
import { readCheckBodies } from "./read-body.ts";
import { addStartRoutes } from "./start.ts";

/**
 * The able-id calls (seed 000), to be registered in a scope of their own under `/check`: their bodies are
 * judged by the calls themselves, in the order and with the codes of the able-id table, and their answers
 * have one shape, so the scope's own validation and serialisation are plain.
 */
export function registerCheckRoutes(app: App, deps: HttpDeps): void {
  const paths: { method: string; path: string }[] = [];
  app.addHook("onRoute", ({ method, url }) => {
    for (const each of [method].flat()) if (each !== "HEAD") paths.push({ method: each, path: url });
  });
  app.setValidatorCompiler(() => (value) => ({ value }));
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  readCheckBodies(app, deps);
  setCheckErrors(app, deps.log, paths);
  addStartRoutes(app, deps);
  addDataRoutes(app, deps);
  addDirectRoutes(app, deps);
  addDictionaryRoutes(app);
}
