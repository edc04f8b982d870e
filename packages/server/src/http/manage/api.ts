import { auditPersons } from "../audited.ts";
import type { HttpDeps } from "../deps.ts";
import { problemHandler, sendNotFound } from "../errors.ts";
import { guardRoutes } from "../guard.ts";
import { honourIdempotencyKeys } from "../idempotency.ts";
import { answerNotFound } from "../not-found.ts";
import { refuseWhatIsUsedUp } from "../quota.ts";
import type { App } from "../types.ts";
import { registerAuditRoutes } from "./audit.ts";
import { registerDeliveryRoutes } from "./deliveries.ts";
import { registerErasureRoutes } from "./erasures.ts";
import { registerEventTypeRoutes } from "./event-types.ts";
import { registerEventRoutes } from "./events.ts";
import { registerInterceptionRoutes } from "./intercept.ts";
import { registerOperationSettingsRoutes } from "./operations.ts";
import { registerOperatorRoutes } from "./operators.ts";
import { registerProjectRoutes } from "./projects.ts";
import { registerRecordingRoutes } from "./record-events.ts";
import { registerRecoverRoutes } from "./recover.ts";
import { registerRegistryRoutes } from "./registry.ts";
import { registerReplayRoutes } from "./replays.ts";
import { registerReviewRoutes } from "./reviews.ts";
import { registerRotationRoutes } from "./rotations.ts";
import { registerSessionRoutes } from "./sessions.ts";
import { registerSubjectRoutes } from "./subjects.ts";
import { registerUserRoutes } from "./users.ts";
import { registerWebhookActionRoutes } from "./webhook-actions.ts";
import { registerWebhookFileRoutes } from "./webhook-files.ts";
import { registerWebhookRotationRoutes } from "./webhook-rotations.ts";
import { registerWebhookRoutes } from "./webhooks.ts";

/** The management API: every route behind a bearer token and its role. */
export function registerManageApi(app: App, deps: HttpDeps): void {
  guardRoutes(app, deps, "manage");
  refuseWhatIsUsedUp(app, deps);
  auditPersons(app, deps, ({ body }) => projectNamed(body));
  honourIdempotencyKeys(app, deps);
  app.setErrorHandler(problemHandler(deps.log));
  answerNotFound(app, sendNotFound);
  registerProjectRoutes(app, deps);
  registerRotationRoutes(app, deps);
  registerOperatorRoutes(app, deps);
  registerOperationSettingsRoutes(app, deps);
  registerAuditRoutes(app, deps);
  registerRegistryRoutes(app, deps);
  registerSessionRoutes(app, deps);
  registerReviewRoutes(app, deps);
  registerSubjectRoutes(app, deps);
  registerErasureRoutes(app, deps);
  registerUserRoutes(app, deps);
  registerEventRoutes(app, deps);
  registerEventTypeRoutes(app, deps);
  registerRecordingRoutes(app, deps);
  registerDeliveryRoutes(app, deps);
  registerReplayRoutes(app, deps);
  registerRecoverRoutes(app, deps);
  registerWebhookRoutes(app, deps);
  registerWebhookActionRoutes(app, deps);
  registerWebhookRotationRoutes(app, deps);
  registerWebhookFileRoutes(app, deps);
  registerInterceptionRoutes(app, deps);
}

/** The project that a body names, where it does. */
function projectNamed(body: unknown): string | undefined {
  const { projectId } = (body ?? {}) as { projectId?: unknown };
  return typeof projectId === "string" ? projectId : undefined;
}
