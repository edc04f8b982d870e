import {
  type ProjectId,
  rotatedWebhookSecretSchema,
  rotateWebhookSecretSchema,
  webhookSchema,
} from "@countersign/wire";
import type { FastifyRequest } from "fastify";
import { audit } from "../../../access/index.ts";
import type { Tx } from "../../../db/index.ts";
import {
  endPreviousSigningSecrets,
  rotateSigningSecret,
  secretOwner,
  switchSigningSecret,
  type Webhook,
} from "../../../webhooks/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
import { refuse } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { requireSetUp } from "./require-set-up.ts";
import { webhookView } from "./view.ts";
import { visibleWebhook } from "./visible-webhook.ts";

const tags = ["webhooks"];
const config = {
  access: "webhooks.set_up",
  refusal: "Webhooks are set up by an operator: ask yours.",
} as const;

/** Replacing a webhook's secret, step by step. */
export function registerWebhookRotationRoutes(app: App, deps: HttpDeps): void {
  app.post(
    "/webhooks/:id/rotate-secret",
    {
      config,
      schema: {
        tags,
        operationId: "rotateWebhookSecret",
        summary: "Rotate a webhook's secret",
        description:
          "Replaces the secret; the previous one signs in addition to it for a while. The new one is shown in this response only.",
        params: idParams,
        body: rotateWebhookSecretSchema,
        response: { 200: rotatedWebhookSecretSchema },
      },
    },
    async (request) => {
      const webhook = await ownSecret(deps, request, "rotate");
      const { secret: given, overlapSeconds } = request.body ?? {};
      const overlapMs = overlapSeconds === undefined ? undefined : overlapSeconds * 1000;
      return respondOnce(deps, request, {
        status: 200,
        work: async (tx) => {
          await noted(tx, request, webhook, "webhook.rotate_secret");
          return rotateSigningSecret(deps, tx, ownerOf(webhook), { given, overlapMs });
        },
        answer: ({ secret, previousValidUntil }) => ({
          secret,
          previousValidUntil: previousValidUntil?.toISOString() ?? null,
        }),
        repeated: (first) => ({ ...first, secret: null }),
      });
    },
  );

  app.post(
    "/webhooks/:id/rotate-secret/switch",
    {
      config,
      schema: {
        tags,
        operationId: "switchWebhookSecret",
        summary: "Switch to the new secret",
        description:
          "Signs with the new secret where there is room for one signature; the previous one stays valid.",
        params: idParams,
        response: { 200: webhookSchema },
      },
    },
    async (request) => {
      const webhook = await ownSecret(deps, request, "rotate/switch");
      return changed(request, webhook, "webhook.switch_secret", switchSigningSecret);
    },
  );

  app.post(
    "/webhooks/:id/rotate-secret/end",
    {
      config,
      schema: {
        tags,
        operationId: "endWebhookSecretRotation",
        summary: "End a webhook's rotation",
        description: "Ends a webhook's previous secret before its time.",
        params: idParams,
        response: { 200: webhookSchema },
      },
    },
    async (request) => {
      const webhook = await ownSecret(deps, request, "rotate/end");
      return changed(request, webhook, "webhook.end_previous_secret", endPreviousSigningSecrets);
    },
  );

  function changed(
    request: FastifyRequest,
    webhook: Webhook,
    action: string,
    change: typeof switchSigningSecret,
  ) {
    return respondOnce(deps, request, {
      status: 200,
      work: async (tx) => {
        if (!(await change(deps, tx, ownerOf(webhook)))) {
          throw refuse("conflict", "No rotation of this secret is under way that this would change.");
        }
        await noted(tx, request, webhook, action);
      },
      answer: (_done, tx) => webhookView({ ...deps, db: tx }, webhook),
    });
  }

  function noted(tx: Tx, request: FastifyRequest, { id, projectId }: Webhook, action: string) {
    return audit(deps, tx, { actor: actorOf(request), action, projectId, target: id });
  }
}

/** The webhook, where its secret is its own; static and outcome addresses are signed for with their project's. */
async function ownSecret(deps: HttpDeps, request: FastifyRequest, path: string): Promise<Webhook> {
  const { id } = request.params as { id: string };
  const webhook = await visibleWebhook(deps, actorOf(request), id);
  await requireSetUp(deps, actorOf(request), webhook);
  if (webhook.kind === "configured") return webhook;
  throw refuse(
    "conflict",
    `This address is signed for with its project's secret: use /manage/v1/projects/${webhook.projectId}/${path}.`,
  );
}

function ownerOf(webhook: Webhook): { ownerId: string; projectId: ProjectId } {
  return { ownerId: secretOwner(webhook), projectId: webhook.projectId };
}
