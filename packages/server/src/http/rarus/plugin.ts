import type { HttpDeps } from "../deps.ts";
import { guardRoutes } from "../guard.ts";
import { refuseWhatIsUsedUp } from "../limits/quota.ts";
import type { App } from "../types.ts";
import { readJsonBodies } from "./body.ts";
import { registerDeliveryServiceRoutes } from "./delivery-services.ts";
import { setOperationErrors } from "./errors.ts";
import { registerOrganizationOrderRoutes, registerUserOrderRoutes } from "./orders.ts";
import { registerSubscriptionRoutes } from "./subscriptions.ts";
import { registerOrganizationUserRoutes, registerUserRoutes } from "./users.ts";

/** The organization's methods, to be registered in a scope of their own under `/organization`. */
export function registerRarusOrganization(app: App, deps: HttpDeps): void {
  prepare(app, deps);
  registerOrganizationUserRoutes(app, deps);
  registerOrganizationOrderRoutes(app, deps);
  registerDeliveryServiceRoutes(app, deps);
  registerSubscriptionRoutes(app, deps);
}

/** A user's methods, to be registered in a scope of their own under `/user`. */
export function registerRarusUser(app: App, deps: HttpDeps): void {
  prepare(app, deps);
  registerUserRoutes(app, deps);
  registerUserOrderRoutes(app, deps);
}

function prepare(app: App, deps: HttpDeps): void {
  guardRoutes(app, deps, "operations");
  refuseWhatIsUsedUp(app, deps);
  readJsonBodies(app);
  setOperationErrors(app, deps);
  // Responses are made from records of known shape: they need no validation.
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
}
