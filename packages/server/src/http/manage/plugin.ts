import { auditPersons } from "../audited.ts";
import type { HttpDeps } from "../deps.ts";
import { guardRoutes } from "../guard.ts";
import { honourIdempotencyKeys } from "../idempotency/idempotency.ts";
import { refuseWhatIsUsedUp } from "../limits/quota.ts";
import { problemHandler, sendNotFound } from "../refusals/errors.ts";
import { handleNotFound } from "../refusals/not-found.ts";
import type { App } from "../types.ts";
import { registerAuditRoutes } from "./audit/audit.ts";
import { registerDeliveryRoutes } from "./deliveries/deliveries.ts";
import { registerDeliveryActionRoutes } from "./deliveries/delivery-actions.ts";
import { registerRecoverRoutes } from "./deliveries/recover.ts";
import { registerReplayRoutes } from "./deliveries/replays.ts";
import { registerCatalogRoutes } from "./event-types/catalog.ts";
import { registerEventTypeRoutes } from "./event-types/event-types.ts";
import { registerErasureRoutes } from "./events/erasures.ts";
import { registerEventRoutes } from "./events/events.ts";
import { registerRecordingRoutes } from "./events/record-events.ts";
import { registerSubjectRoutes } from "./events/subjects.ts";
import { registerInterceptionRoutes } from "./interception/intercept.ts";
import { registerOperationSettingsRoutes } from "./loyalty/operations.ts";
import { registerOperatorRoutes } from "./operators/operators.ts";
import { registerApiKeyRoutes } from "./projects/api-keys.ts";
import { registerProjectRoutes } from "./projects/projects.ts";
import { registerRotationRoutes } from "./projects/rotations.ts";
import { registerRegistryRoutes } from "./registry/registry.ts";
import { registerReviewRoutes } from "./reviews/reviews.ts";
import { registerCheckRoutes } from "./sessions/checks.ts";
import { registerSessionRoutes } from "./sessions/sessions.ts";
import { registerStatsRoutes } from "./stats/stats.ts";
import { registerStreamRoutes } from "./stream/stream.ts";
import { registerUserRoutes } from "./users/users.ts";
import { registerWebhookActionRoutes } from "./webhooks/actions.ts";
import { registerWebhookDraftRoutes } from "./webhooks/drafts.ts";
import { registerWebhookFileRoutes } from "./webhooks/files.ts";
import { registerWebhookHealthRoutes } from "./webhooks/health.ts";
import { registerWebhookHistoryRoutes } from "./webhooks/history.ts";
import { registerWebhookOrderRoutes } from "./webhooks/order.ts";
import { registerWebhookRotationRoutes } from "./webhooks/rotations.ts";
import { registerWebhookRoutes } from "./webhooks/webhooks.ts";

/** The management API: every route behind a bearer token and its role. */
export function registerManageApi(app: App, deps: HttpDeps): void {
  guardRoutes(app, deps, "manage");
  refuseWhatIsUsedUp(app, deps);
  auditPersons(app, deps, ({ body }) => projectNamed(body));
  honourIdempotencyKeys(app, deps);
  app.setErrorHandler(problemHandler(deps.log));
  handleNotFound(app, sendNotFound);
  registerProjectRoutes(app, deps);
  registerApiKeyRoutes(app, deps);
  registerRotationRoutes(app, deps);
  registerOperatorRoutes(app, deps);
  registerOperationSettingsRoutes(app, deps);
  registerAuditRoutes(app, deps);
  registerRegistryRoutes(app, deps);
  registerSessionRoutes(app, deps);
  registerCheckRoutes(app, deps);
  registerReviewRoutes(app, deps);
  registerSubjectRoutes(app, deps);
  registerErasureRoutes(app, deps);
  registerUserRoutes(app, deps);
  registerEventRoutes(app, deps);
  registerCatalogRoutes(app);
  registerEventTypeRoutes(app, deps);
  registerRecordingRoutes(app, deps);
  registerDeliveryRoutes(app, deps);
  registerDeliveryActionRoutes(app, deps);
  registerReplayRoutes(app, deps);
  registerRecoverRoutes(app, deps);
  registerWebhookHealthRoutes(app, deps);
  registerWebhookRoutes(app, deps);
  registerWebhookDraftRoutes(app, deps);
  registerWebhookOrderRoutes(app, deps);
  registerWebhookHistoryRoutes(app, deps);
  registerWebhookActionRoutes(app, deps);
  registerWebhookRotationRoutes(app, deps);
  registerWebhookFileRoutes(app, deps);
  registerInterceptionRoutes(app, deps);
  registerStatsRoutes(app, deps);
  registerStreamRoutes(app, deps);
}

/** The project that a body names, if any. */
function projectNamed(body: unknown): string | undefined {
  const { projectId } = (body ?? {}) as { projectId?: unknown };
  return typeof projectId === "string" ? projectId : undefined;
}
