import type { HttpDeps } from "../deps.ts";
import { guardRoutes } from "../guard.ts";
import { refuseWhatIsUsedUp } from "../limits/quota.ts";
import type { App } from "../types.ts";
import { readJsonBodies } from "./body.ts";
import { addDeliveryServiceRoutes } from "./delivery-services.ts";
import { setOperationErrors } from "./errors.ts";
import { addOrganizationOrderRoutes, addUserOrderRoutes } from "./orders.ts";
import { addSubscriptionRoutes } from "./subscriptions.ts";
import { addOrganizationUserRoutes, addUserRoutes } from "./users.ts";

/** Seed 003's methods of the organization, to be registered in a scope of their own under `/organization`. */
export function registerOrganizationRoutes(app: App, deps: HttpDeps): void {
  prepare(app, deps);
  addOrganizationUserRoutes(app, deps);
  addOrganizationOrderRoutes(app, deps);
  addDeliveryServiceRoutes(app, deps);
  addSubscriptionRoutes(app, deps);
}

/** Seed 003's methods of a user, to be registered in a scope of their own under `/user`. */
export function registerUserRoutes(app: App, deps: HttpDeps): void {
  prepare(app, deps);
  addUserRoutes(app, deps);
  addUserOrderRoutes(app, deps);
}

function prepare(app: App, deps: HttpDeps): void {
  guardRoutes(app, deps, "operations");
  refuseWhatIsUsedUp(app, deps);
  readJsonBodies(app);
  setOperationErrors(app, deps);
  // The answers are made here, from records of known form.
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
}
