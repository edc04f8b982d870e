import { isId, webhookHealthQuerySchema, webhookHealthSchema } from "@countersign/wire";
import { type WebhookDay, webhookDays } from "../../../stats/index.ts";
import { findWebhooks, statusOf, type Webhook } from "../../../webhooks/index.ts";
import { actorOf, maySee } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import type { App } from "../../types.ts";

/** How webhooks do. */
export function registerWebhookHealthRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/webhooks/health",
    {
      config: { access: "webhooks.read" },
      schema: {
        tags: ["webhooks"],
        operationId: "getWebhookHealth",
        summary: "Show how webhooks do",
        description: "Returns whether webhooks work, and their calls of the last 24 hours.",
        querystring: webhookHealthQuerySchema,
        response: { 200: webhookHealthSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const ids = request.query.webhookId.filter((id) => isId("webhook", id));
      const found = await findWebhooks(deps.db, ids);
      const webhooks = found.filter(
        ({ projectId, deletedAt }) => deletedAt === null && maySee(actor, projectId),
      );
      const days = await webhookDays(
        deps.db,
        webhooks.map(({ id }) => id),
        deps.clock(),
      );
      return { data: webhooks.map((webhook) => healthOf(webhook, days.get(webhook.id))) };
    },
  );
}

function healthOf(webhook: Webhook, day: WebhookDay | undefined) {
  const hours = day?.hours ?? [];
  return {
    webhookId: webhook.id,
    ...stateOf(
      webhook,
      hours.some(({ calls }) => calls > 0),
    ),
    p50Ms: day?.p50Ms ?? null,
    p95Ms: day?.p95Ms ?? null,
    hours: hours.map(({ at, calls, failed }) => ({ at: new Date(at).toISOString(), calls, failed })),
  };
}

function stateOf(webhook: Webhook, called: boolean) {
  const { disabledAt, failingSince } = webhook;
  const status = statusOf(webhook);
  if (status !== "active") return { state: status, since: disabledAt?.toISOString() ?? null };
  if (failingSince !== null) return { state: "failing" as const, since: failingSince.toISOString() };
  return { state: called ? ("ok" as const) : ("idle" as const), since: null };
}
