import {
  changeWebhookSchema,
  createdWebhookSchema,
  createWebhookSchema,
  ifMatchSchema,
  isId,
  webhookPageSchema,
  webhookQuerySchema,
  webhookSchema,
} from "@countersign/wire";
import { audit } from "../../../access/index.ts";
import { inTransaction } from "../../../db/index.ts";
import { cancelForWebhook } from "../../../delivery/index.ts";
import { findProject } from "../../../projects/index.ts";
import {
  addressToCheck,
  beginHistory,
  changeWebhook,
  createWebhook,
  deleteWebhook,
  keepVersion,
  listWebhooks,
  type Webhook,
} from "../../../webhooks/index.ts";
import { actorOf, narrowTo } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
import { createdAtRange, positionOf, refuseCursor, toPage } from "../../paging.ts";
import { refuse, refuseFields } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { matchingVersion, versionMismatch, withETag } from "../../versions.ts";
import { idParams } from "../fields.ts";
import { checkHookTexts } from "../interception/hook-texts.ts";
import { checkWebhookAddress } from "./check-address.ts";
import { requireSetUp } from "./require-set-up.ts";
import { webhookView, webhookViews } from "./view.ts";
import { visibleWebhook, webhookUnknown } from "./visible-webhook.ts";

const tags = ["webhooks"];
const refusal = "Webhooks are set up by an operator: ask yours.";

/** Settings records: where events go, in which form, when and how. */
export function registerWebhookRoutes(app: App, deps: HttpDeps): void {
  app.post(
    "/webhooks",
    {
      config: { access: "webhooks.set_up", refusal },
      schema: {
        tags,
        operationId: "createWebhook",
        summary: "Add a webhook",
        description:
          "Adds an address for events. Only operators can, and developers where the project allows it. The secret is shown in this response only.",
        body: createWebhookSchema,
        response: { 201: createdWebhookSchema },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const project = await findProject(deps.db, body.projectId);
      if (project === null) throw refuseFields([{ field: "projectId", problem: "is not a known project" }]);
      await requireSetUp(deps, actorOf(request), {
        projectId: project.id,
        kind: "configured",
        eventTypes: body.events,
      });
      await checkWebhookAddress(deps, project.id, addressToCheck(null, body));
      await checkHookTexts(deps, project.id, null, body);
      const answer = await respondOnce(deps, request, {
        status: 201,
        work: async (tx) => {
          const made = await createWebhook(deps, tx, { ...body, projectId: project.id });
          if (!made.ok) throw refuseFields(made.problems);
          const { id, projectId, eventTypes } = made.webhook;
          await audit(deps, tx, {
            actor: actorOf(request),
            action: "webhook.create",
            projectId,
            target: id,
            details: { events: eventTypes, ...originOf(made.webhook) },
          });
          await keepVersion(deps, tx, made.webhook, actorOf(request));
          return made;
        },
        answer: async ({ webhook, secret }, tx) => ({
          ...(await webhookView({ ...deps, db: tx }, webhook)),
          secret,
        }),
        repeated: (first) => ({ ...first, secret: null }),
      });
      return reply.code(201).send(withETag(reply, answer));
    },
  );

  app.get(
    "/webhooks",
    {
      config: { access: "webhooks.read" },
      schema: {
        tags,
        operationId: "listWebhooks",
        summary: "List webhooks",
        description: "Returns webhooks without their secrets, newest first; a project's key sees its own.",
        querystring: webhookQuerySchema,
        response: { 200: webhookPageSchema },
      },
    },
    async (request) => {
      const { limit, cursor, kind, status, search } = request.query;
      const { from, to } = createdAtRange(request.query);
      const projectId = narrowTo(actorOf(request), request.query.projectId);
      if (projectId === "none") return { data: [], nextCursor: null };
      const before = positionOf(cursor);
      if (before !== undefined && !isId("webhook", before)) throw refuseCursor();
      const query = { projectId, kind, status, search, from, to, before, limit: limit + 1 };
      const rows = await listWebhooks(deps.db, query);
      const page = toPage(
        rows,
        limit,
        (row) => row.id,
        (row) => row,
      );
      return { ...page, data: await webhookViews(deps, page.data) };
    },
  );

  app.get(
    "/webhooks/:id",
    {
      config: { access: "webhooks.read" },
      schema: {
        tags,
        operationId: "getWebhook",
        summary: "Read a webhook",
        description: "Returns a webhook without its secrets.",
        params: idParams,
        response: { 200: webhookSchema },
      },
    },
    async (request, reply) =>
      withETag(
        reply,
        await webhookView(deps, await visibleWebhook(deps, actorOf(request), request.params.id)),
      ),
  );

  app.patch(
    "/webhooks/:id",
    {
      config: { access: "webhooks.set_up", refusal },
      schema: {
        tags,
        operationId: "changeWebhook",
        summary: "Change a webhook",
        description:
          "Changes the given settings; absent ones stay, null clears one. Only operators can, and developers where the project allows it.",
        params: idParams,
        headers: ifMatchSchema,
        body: changeWebhookSchema,
        response: { 200: webhookSchema },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const isMeant = matchingVersion(request);
      const current = await visibleWebhook(deps, actor, request.params.id);
      const { id, projectId } = current;
      await requireSetUp(deps, actor, current);
      await checkWebhookAddress(deps, projectId, addressToCheck(current, request.body));
      await checkHookTexts(deps, projectId, current, request.body);
      const webhook = await inTransaction(deps.db, async (tx) => {
        await beginHistory(deps, tx, current);
        const result = await changeWebhook(deps, tx, id, request.body, isMeant);
        if (result.kind === "unknown") throw webhookUnknown();
        if (result.kind === "stale") throw versionMismatch(result.version);
        if (result.kind === "refused") throw refuseFields(result.problems);
        await requireSetUp({ db: tx }, actor, result.webhook);
        if (result.changed.length > 0) {
          await keepVersion(deps, tx, result.webhook, actor);
          const details = {
            fields: result.changed,
            ...(result.changed.includes("url") && originOf(result.webhook)),
          };
          await audit(deps, tx, { actor, action: "webhook.change", projectId, target: id, details });
        }
        return result.webhook;
      });
      return withETag(reply, await webhookView(deps, webhook));
    },
  );

  app.delete(
    "/webhooks/:id",
    {
      config: { access: "webhooks.set_up", refusal },
      schema: {
        tags,
        operationId: "deleteWebhook",
        summary: "Delete a webhook",
        description: "Deletes a webhook and cancels its pending deliveries; the log stays.",
        sends: { 204: { description: "Removed." } },
        params: idParams,
        headers: ifMatchSchema,
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const isMeant = matchingVersion(request);
      const webhook = await visibleWebhook(deps, actor, request.params.id);
      const { id, projectId, kind } = webhook;
      await requireSetUp(deps, actor, webhook);
      if (kind !== "configured" || !isId("webhook", id)) {
        throw refuse(
          "conflict",
          "Only configured webhooks can be deleted: clear a static address in its project.",
        );
      }
      await inTransaction(deps.db, async (tx) => {
        const result = await deleteWebhook(deps, tx, id, isMeant);
        if (result.kind === "unknown") throw webhookUnknown();
        if (result.kind === "stale") throw versionMismatch(result.version);
        const cancelled = await cancelForWebhook(deps, tx, id);
        const details = { cancelled };
        await audit(deps, tx, { actor, action: "webhook.delete", projectId, target: id, details });
      });
      return reply.code(204).send();
    },
  );
}

/** Where its calls go, for the audit; nothing for a built-in gate. */
function originOf({ url }: Webhook): { origin: string } | object {
  return url === "" ? {} : { origin: new URL(url).origin };
}
