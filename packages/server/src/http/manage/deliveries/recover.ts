import { recoverSchema, replayDetailSchema } from "@countersign/wire";
import { takesDeliveries } from "../../../webhooks/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { refuse } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { visibleWebhook } from "../webhooks/visible-webhook.ts";
import { startedReplay } from "./started-replay.ts";

/** Making up for what a webhook missed. */
export function registerRecoverRoutes(app: App, deps: HttpDeps): void {
  app.post(
    "/webhooks/:id/recover",
    {
      config: { access: "deliveries.send" },
      schema: {
        tags: ["webhooks"],
        operationId: "recoverWebhook",
        summary: "Replay what a webhook missed",
        description: "Sends the events since a time that the webhook did not get.",
        params: idParams,
        body: recoverSchema,
        response: { 202: replayDetailSchema },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const webhook = await visibleWebhook(deps, actor, request.params.id);
      if (!takesDeliveries(webhook)) {
        throw refuse("conflict", "The webhook is off, so nothing could be sent to it: enable it first.");
      }
      const selection = {
        projectId: webhook.projectId,
        filter: {
          webhookIds: [webhook.id],
          statuses: ["exhausted" as const, "cancelled" as const],
          settledSince: latest(request.body.since, webhook.createdAt).toISOString(),
        },
        // A delivery may end long after it was accepted.
        from: webhook.createdAt,
        to: new Date(deps.clock()),
      };
      return reply.code(202).send(await startedReplay(deps, request, selection, request.body.reason));
    },
  );
}

function latest(text: string, other: Date): Date {
  return new Date(Math.max(Date.parse(text), other.getTime()));
}
