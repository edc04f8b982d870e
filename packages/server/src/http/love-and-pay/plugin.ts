import type { HttpDeps } from "../deps.ts";
import type { App } from "../types.ts";
import { authenticateKyc } from "./caller.ts";
import { setKycErrors } from "./errors.ts";
import { registerKycSessionRoutes } from "./sessions.ts";
import { checkSignatures } from "./signed-requests.ts";
import { registerKycWebhookRoutes } from "./webhooks.ts";

/** The Love&Pay calls (seed 001), to be registered in a scope of their own under `/api`. */
export function registerLoveAndPayRoutes(app: App, deps: HttpDeps): void {
  const paths: { method: string; path: string }[] = [];
  app.addHook("onRoute", ({ method, url }) => {
    for (const each of [method].flat()) if (each !== "HEAD") paths.push({ method: each, path: url });
  });
  setKycErrors(app, deps.log, paths);
  authenticateKyc(app, deps);
  checkSignatures(app, deps);
  registerKycSessionRoutes(app, deps);
  registerKycWebhookRoutes(app, deps);
}
