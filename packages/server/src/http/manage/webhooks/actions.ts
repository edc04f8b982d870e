import {
  disableWebhookSchema,
  enabledWebhookSchema,
  eventDefinition,
  isBeforeEvent,
  isGate,
  testWebhookSchema,
  typesOf,
  webhookExchangeSchema,
  webhookSchema,
} from "@countersign/wire";
import { audit } from "../../../access/index.ts";
import { missedSince, tryOnce } from "../../../delivery/index.ts";
import type { Payload } from "../../../interception/index.ts";
import { findProject } from "../../../projects/index.ts";
import { disableWebhook, enableWebhook } from "../../../webhooks/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { answerOnce, beginOnce } from "../../idempotency/answer-once.ts";
import { refuse, refuseFields } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { exchangeView, gateExchangeView } from "./exchange.ts";
import { webhookView } from "./view.ts";
import { visibleWebhook } from "./visible-webhook.ts";

const tags = ["webhooks"];
const config = {
  access: "webhooks.change",
  refusal: "Webhooks are set up by an operator: ask yours.",
} as const;

/** What an operator does with a webhook beside changing its settings. */
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
      const { id, projectId } = webhook;
      return answerOnce(deps, request, {
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
      const { id, projectId } = webhook;
      return answerOnce(deps, request, {
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
      if (webhook.url === "") {
        throw refuse(
          "conflict",
          "A built-in gate calls nobody: try it by POST /intercept/{event} with dryRun.",
        );
      }
      const types = typesOf(webhook.eventTypes);
      const type = request.body?.type ?? types[0];
      if (type === undefined || !types.includes(type)) {
        throw refuseFields([{ field: "type", problem: "is none that this webhook wants" }]);
      }
      const { id: target, projectId } = webhook;
      const audited = (outcome: string) =>
        audit(deps, deps.db, {
          actor,
          action: "webhook.test",
          projectId,
          target,
          details: { type, outcome },
        });
      await beginOnce(deps, request);
      if (isGate(webhook.mode) && isBeforeEvent(type)) {
        const example = structuredClone(eventDefinition(type).example) as unknown as Payload;
        const probe = await deps.probe(webhook, type, example);
        const language = (await findProject(deps.db, projectId))?.language ?? "en";
        const view = gateExchangeView(webhook, type, probe, language);
        await audited(view.verdict.outcome);
        return view;
      }
      const call = await tryOnce(deps, webhook, type);
      await audited(call.outcome);
      return exchangeView(webhook, type, call, deps.clock());
    },
  );
}
