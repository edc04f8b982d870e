import type { loveAndPayWebhookSchema } from "@countersign/wire";
import {
  createdLoveAndPayWebhookSchema,
  createLoveAndPayWebhookSchema,
  isId,
  loveAndPayWebhookListSchema,
  type ProjectId,
} from "@countersign/wire";
import type * as z from "zod";
import { audit } from "../../access/index.ts";
import { inTransaction } from "../../db/index.ts";
import { cancelForWebhook } from "../../delivery/index.ts";
import {
  createWebhook,
  deleteWebhook,
  findWebhook,
  listWebhooks,
  type Webhook,
} from "../../webhooks/index.ts";
import type { HttpDeps } from "../deps.ts";
import type { App } from "../types.ts";
import { kycCallerOf } from "./caller.ts";
import { kycWebhookParams } from "./params.ts";
import { refuseKyc } from "./refusal.ts";

const dialect = "love-and-pay";
const byOperators = {
  access: "webhooks.change",
  refusal: "webhooks are set up by an operator, send an operator's token",
} as const;

/** The webhooks of a project's KYC events: managed by operators, listed for the project without secrets. */
export function registerKycWebhookRoutes(app: App, deps: HttpDeps): void {
  app.post(
    "/v1/webhooks",
    {
      config: byOperators,
      schema: {
        operationId: "createKycWebhook",
        summary: "Register a webhook",
        description:
          "Registers an address for KYC events. Only operators can. The secret is shown in this response only.",
        body: createLoveAndPayWebhookSchema,
        response: { 201: createdLoveAndPayWebhookSchema },
      },
    },
    async (request, reply) => {
      const { actor, project } = kycCallerOf(request);
      const { url, events, secret } = request.body;
      const problem = await deps.outbound.checkAddress(url, { purpose: "webhook", projectId: project.id });
      if (problem !== null) throw refuseKyc("address_refused", "url", problem.detail);
      const { origin, host } = new URL(url);
      const made = await inTransaction(deps.db, async (tx) => {
        const created = await createWebhook(deps, tx, {
          projectId: project.id,
          name: `Love&Pay: ${host}`.slice(0, 200),
          url,
          events: [...new Set(events)],
          dialect,
          secret,
        });
        if (!created.ok) {
          const [first] = created.problems;
          throw refuseKyc("validation_error", first?.field, first?.problem);
        }
        const { id, eventTypes } = created.webhook;
        await audit(deps, tx, {
          actor,
          action: "webhook.create",
          projectId: project.id,
          target: id,
          details: { events: eventTypes, origin },
        });
        return created;
      });
      return reply.code(201).send({ ...view(made.webhook), secret: made.secret });
    },
  );

  app.get(
    "/v1/webhooks",
    {
      config: { access: "webhooks.read" },
      schema: {
        operationId: "listKycWebhooks",
        summary: "List webhooks",
        description: "Returns the project's webhooks in this format, without their secrets, newest first.",
        response: { 200: loveAndPayWebhookListSchema },
      },
    },
    async (request) => ({ data: (await ownWebhooks(deps, kycCallerOf(request).project.id)).map(view) }),
  );

  app.delete(
    "/v1/webhooks/:id",
    {
      config: byOperators,
      schema: {
        operationId: "deleteKycWebhook",
        summary: "Delete a webhook",
        description: "Deletes a webhook and cancels its pending deliveries. Only operators can.",
        params: kycWebhookParams,
        sends: { 204: { description: "The webhook was deleted." } },
      },
    },
    async (request, reply) => {
      const { actor, project } = kycCallerOf(request);
      const { id } = request.params;
      const webhook = isId("webhook", id) ? await findWebhook(deps.db, id) : null;
      if (webhook?.projectId !== project.id || !isOurs(webhook)) throw refuseKyc("not_found");
      await inTransaction(deps.db, async (tx) => {
        if ((await deleteWebhook(deps, tx, webhook.id)).kind !== "deleted") throw refuseKyc("not_found");
        const details = { cancelled: await cancelForWebhook(deps, tx, webhook.id) };
        const target = { projectId: project.id, target: webhook.id };
        await audit(deps, tx, { actor, action: "webhook.delete", ...target, details });
      });
      return reply.code(204).send();
    },
  );
}

const page = 100;

/** All webhooks, newest first, read page by page: the call itself has no paging. */
async function ownWebhooks(deps: HttpDeps, projectId: ProjectId): Promise<Webhook[]> {
  const found: Webhook[] = [];
  let before: string | undefined;
  do {
    const rows = await listWebhooks(deps.db, { projectId, kind: ["configured"], before, limit: page });
    found.push(...rows.filter(isOurs));
    before = rows.length === page ? rows.at(-1)?.id : undefined;
  } while (before !== undefined);
  return found;
}

function isOurs(webhook: Webhook): boolean {
  return webhook.kind === "configured" && webhook.dialect === dialect && webhook.deletedAt === null;
}

function view({ id, url, eventTypes, active, createdAt }: Webhook): z.output<typeof loveAndPayWebhookSchema> {
  return { id, url, events: eventTypes, active, createdAt: createdAt.toISOString() };
}
