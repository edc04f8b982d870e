import {
  disableWebhookSchema,
  enabledWebhookSchema,
  testWebhookSchema,
  webhookExchangeSchema,
  webhookSchema,
} from "@countersign/wire";
import { audit } from "../../../access/index.ts";
import { missedSince } from "../../../delivery/index.ts";
import { disableWebhook, enableWebhook } from "../../../webhooks/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { beginOnce, respondOnce } from "../../idempotency/respond-once.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { inventedEvent } from "./invented.ts";
import { requireSetUp } from "./require-set-up.ts";
import { refuseBuiltIn, tryWebhook } from "./try.ts";
import { webhookView } from "./view.ts";
import { visibleWebhook } from "./visible-webhook.ts";

const tags = ["webhooks"];
const config = {
  access: "webhooks.set_up",
  refusal: "Webhooks are set up by an operator: ask yours.",
} as const;

/** What an operator can do with a webhook in addition to changing its settings. */
export function registerWebhookActionRoutes(app: App, deps: HttpDeps): void {
  app.post(
    "/webhooks/:id/disable",
    {
      config,
      schema: {
        tags,
        operationId: "disableWebhook",
        summary: "Disable a webhook",
        description: "Stops sending to a webhook; its events are kept as cancelled deliveries.",
        params: idParams,
        body: disableWebhookSchema,
        response: { 200: webhookSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const webhook = await visibleWebhook(deps, actor, request.params.id);
      await requireSetUp(deps, actor, webhook);
      const { id, projectId } = webhook;
      return respondOnce(deps, request, {
        status: 200,
        work: async (tx) => {
          const result = await disableWebhook(deps, tx, id, request.body?.reason ?? null);
          if (result !== null)
            await audit(deps, tx, { actor, action: "webhook.disable", projectId, target: id });
          return result;
        },
        answer: (disabled, tx) => webhookView({ ...deps, db: tx }, disabled ?? webhook),
      });
    },
  );

  app.post(
    "/webhooks/:id/enable",
    {
      config,
      schema: {
        tags,
        operationId: "enableWebhook",
        summary: "Enable a webhook",
        description: "Sends to a webhook again; returns what it missed and how to recover it.",
        params: idParams,
        response: { 200: enabledWebhookSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const webhook = await visibleWebhook(deps, actor, request.params.id);
      await requireSetUp(deps, actor, webhook);
      const { id, projectId } = webhook;
      return respondOnce(deps, request, {
        status: 200,
        work: async (tx) => {
          const result = await enableWebhook(deps, tx, id);
          if (result !== null)
            await audit(deps, tx, { actor, action: "webhook.enable", projectId, target: id });
          return result;
        },
        answer: async (enabled, tx) => {
          const view = await webhookView({ ...deps, db: tx }, enabled?.webhook ?? webhook);
          if (enabled === null) return { webhook: view, missed: null };
          return {
            webhook: view,
            missed: {
              since: enabled.missedSince.toISOString(),
              ...(await missedSince(tx, id, enabled.missedSince)),
              recover: `/manage/v1/webhooks/${id}/recover`,
            },
          };
        },
      });
    },
  );

  app.post(
    "/webhooks/:id/test",
    {
      config,
      schema: {
        tags,
        operationId: "testWebhook",
        summary: "Test a webhook",
        description: "Sends an invented event, signed like a real one, and returns the whole exchange.",
        params: idParams,
        body: testWebhookSchema,
        response: { 200: webhookExchangeSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const webhook = await visibleWebhook(deps, actor, request.params.id);
      await requireSetUp(deps, actor, webhook);
      refuseBuiltIn(webhook);
      const event = await inventedEvent(deps, webhook.projectId, webhook.eventTypes, request.body ?? {});
      const { id: target, projectId } = webhook;
      await beginOnce(deps, request);
      const view = await tryWebhook(deps, webhook, event);
      const details = { type: event.type, outcome: view.verdict.outcome };
      await audit(deps, deps.db, { actor, action: "webhook.test", projectId, target, details });
      return view;
    },
  );
}
