import type { HttpDeps } from "../deps.ts";
import type { App } from "../types.ts";
import { registerRegistryCrossingRoutes } from "./registry-crossings.ts";
import { registerRegistryImportRoutes } from "./registry-imports.ts";
import { registerRegistryPeopleRoutes } from "./registry-people.ts";
import { registerRegistrySourceRoutes } from "./registry-sources.ts";

/** The registry: people, border crossings, their import, and the HTTP sources that are asked beside it. */
export function registerRegistryRoutes(app: App, deps: HttpDeps): void {
  registerRegistryPeopleRoutes(app, deps);
  registerRegistryCrossingRoutes(app, deps);
  registerRegistryImportRoutes(app, deps);
  registerRegistrySourceRoutes(app, deps);
}
