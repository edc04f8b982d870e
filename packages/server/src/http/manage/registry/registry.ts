import type { HttpDeps } from "../../deps.ts";
import type { App } from "../../types.ts";
import { registerRegistryCrossingRoutes } from "./crossings.ts";
import { registerRegistryImportRoutes } from "./imports.ts";
import { registerRegistryPeopleRoutes } from "./people.ts";
import { registerRegistrySourceRoutes } from "./sources.ts";

/** The registry: people, border crossings, their import, and additional HTTP sources. */
export function registerRegistryRoutes(app: App, deps: HttpDeps): void {
  registerRegistryPeopleRoutes(app, deps);
  registerRegistryCrossingRoutes(app, deps);
  registerRegistryImportRoutes(app, deps);
  registerRegistrySourceRoutes(app, deps);
}
