import { orderedWebhooksSchema, orderWebhooksSchema } from "@countersign/wire";
import { audit } from "../../../access/index.ts";
import { inTransaction } from "../../../db/index.ts";
import { keepVersion, reorderWebhooks } from "../../../webhooks/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { refuseFields } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { visibleProject } from "../projects/visible-project.ts";

/** In which order a project's webhooks are applied. */
export function registerWebhookOrderRoutes(app: App, deps: HttpDeps): void {
  app.put(
    "/webhooks/order",
    {
      config: {
        access: "webhooks.change",
        refusal: "Webhooks are set up by an operator: ask yours.",
      },
      schema: {
        tags: ["webhooks"],
        operationId: "orderWebhooks",
        summary: "Order webhooks",
        description:
          "Puts all configured webhooks of a project in this order, in one step. A list that is no longer complete changes nothing.",
        body: orderWebhooksSchema,
        response: { 200: orderedWebhooksSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { id: projectId } = await visibleProject(deps.db, actor, request.body.projectId);
      const webhooks = await inTransaction(deps.db, async (tx) => {
        const result = await reorderWebhooks(deps, tx, projectId, request.body.webhookIds);
        if (result.kind === "differs") throw refuseFields([{ field: "webhookIds", problem: whyNot(result) }]);
        const { changed } = result;
        for (const webhook of changed) await keepVersion(deps, tx, webhook, actor);
        if (changed.length > 0) {
          const details = { changed: changed.map(({ id, position }) => ({ id, order: position })) };
          await audit(deps, tx, { actor, action: "webhook.order", projectId, details });
        }
        return result.webhooks;
      });
      return { data: webhooks.map(({ id, position: order, version }) => ({ id, order, version })) };
    },
  );
}

function whyNot({ missing, unknown }: { missing: readonly string[]; unknown: readonly string[] }): string {
  if (missing.length > 0)
    return `must name all configured webhooks of the project: ${missing.slice(0, 3).join(", ")} is missing`;
  return `must name configured webhooks of the project only: ${unknown.slice(0, 3).join(", ")} is none`;
}
