import {
  createdTreezorHookSchema,
  createTreezorHookSchema,
  type EventType,
  treezorHookEventsSchema,
  treezorHookSchema,
  treezorHooksSchema,
} from "@countersign/wire";
import type { FastifyRequest } from "fastify";
import * as z from "zod";
import { audit } from "../../access/index.ts";
import { inTransaction, type Tx } from "../../db/index.ts";
import { cancelForWebhook } from "../../delivery/index.ts";
import { changeWebhook, createWebhook, deleteWebhook } from "../../webhooks/index.ts";
import { actorOf } from "../caller.ts";
import type { HttpDeps } from "../deps.ts";
import type { App } from "../types.ts";
import { callingProject } from "./guard.ts";
import { allTypes, eventsOf, hookNamed, hooksOf, hookView } from "./hook-view.ts";
import { refuse, refuseFields } from "./refusal.ts";

const params = z.object({
  uuid: z
    .string()
    .describe("The hook.")
    .meta({ examples: ["6f1d2c3b-4a59-8687-a0f9-e8d7c6b5a493"] }),
});
const readers = { access: "integration.use" } as const;
/** Only operators can change where events are sent. */
const writers = { access: "webhooks.change" } as const;

/**
 * `/settings/hooks`: subscriptions to this surface's events. Each is also a webhook of the management
 * API.
 */
export function registerHookRoutes(app: App, deps: HttpDeps): void {
  app.post(
    "/hooks",
    {
      config: writers,
      schema: {
        operationId: "createHook",
        summary: "Create a hook",
        description:
          "Subscribes an address to events. Only operators can. The secret is shown in this response only.",
        body: createTreezorHookSchema,
        response: { 201: createdTreezorHookSchema },
      },
    },
    async (request, reply) => {
      const { id: projectId } = callingProject(request);
      const { url, events = [] } = request.body;
      const refused = await deps.outbound.checkAddress(url, { purpose: "webhook", projectId });
      if (refused !== null) throw refuse(40004);
      const made = await inTransaction(deps.db, async (tx) => {
        const created = await createWebhook(deps, tx, {
          projectId,
          name: `Treezor hook to ${new URL(url).host}`.slice(0, 200),
          url,
          events: wanted(events),
          dialect: "treezor",
          retry: "treezor",
        });
        if (!created.ok) throw refuseFields(created.problems);
        const details = { events: created.webhook.eventTypes, origin: new URL(url).origin };
        await note(deps, tx, request, "webhook.create", created.webhook.id, details);
        return created;
      });
      return reply.code(201).send({ ...hookView(made.webhook), secret: made.secret });
    },
  );

  app.get(
    "/hooks",
    {
      config: readers,
      schema: {
        operationId: "listHooks",
        summary: "List hooks",
        description: "Returns the project's hooks, newest first.",
        response: { 200: treezorHooksSchema },
      },
    },
    async (request) => ({
      hooks: (await hooksOf(deps.db, callingProject(request))).map(hookView),
    }),
  );

  app.get(
    "/hooks/:uuid",
    {
      config: readers,
      schema: {
        operationId: "getHook",
        summary: "Read a hook",
        description: "Returns one hook, without its secret.",
        params,
        response: { 200: treezorHookSchema },
      },
    },
    async (request) => hookView(await hookNamed(deps.db, callingProject(request), request.params.uuid)),
  );

  app.delete("/hooks/:uuid", { config: writers, schema: deletion }, async (request, reply) => {
    const { id } = await hookNamed(deps.db, callingProject(request), request.params.uuid);
    await inTransaction(deps.db, async (tx) => {
      if ((await deleteWebhook(deps, tx, id)).kind !== "deleted") throw refuse(40404);
      const cancelled = await cancelForWebhook(deps, tx, id);
      await note(deps, tx, request, "webhook.delete", id, { cancelled });
    });
    return reply.code(204).send();
  });

  app.get(
    "/hooks/:uuid/events",
    {
      config: readers,
      schema: {
        operationId: "listHookEvents",
        summary: "List a hook's event types",
        description: "Returns the event types that the hook is sent; an empty list means all.",
        params,
        response: { 200: treezorHookEventsSchema },
      },
    },
    async (request) => ({
      events: eventsOf(await hookNamed(deps.db, callingProject(request), request.params.uuid)),
    }),
  );

  for (const { method, change, ...described } of eventChanges) {
    app.route({
      method,
      url: "/hooks/:uuid/events",
      config: writers,
      schema: {
        ...described,
        params,
        body: treezorHookEventsSchema,
        response: { 200: treezorHookEventsSchema },
      },
      handler: async (request) => {
        const hook = await hookNamed(deps.db, callingProject(request), request.params.uuid);
        const events = change(eventsOf(hook), request.body.events);
        const changed = await inTransaction(deps.db, async (tx) => {
          const result = await changeWebhook(deps, tx, hook.id, { events: wanted(events) });
          if (result.kind === "refused") throw refuseFields(result.problems);
          if (result.kind !== "changed") throw refuse(40404);
          await note(deps, tx, request, "webhook.change", hook.id, { fields: result.changed });
          return result.webhook;
        });
        return { events: eventsOf(changed) };
      },
    });
  }
}

type Types = readonly EventType[];

interface EventChange {
  method: "PUT" | "POST" | "DELETE";
  operationId: string;
  summary: string;
  description: string;
  /** The remaining types; an empty list means all of them. */
  change: (had: Types, named: Types) => Types;
}

const eventChanges: readonly EventChange[] = [
  {
    method: "PUT",
    operationId: "replaceHookEvents",
    summary: "Replace a hook's event types",
    description: "Sets the event types that the hook is sent; an empty list means all.",
    change: (_had, named) => named,
  },
  {
    method: "POST",
    operationId: "addHookEvents",
    summary: "Add event types to a hook",
    description: "Adds event types to those that the hook is sent.",
    change: (had, named) => (had.length === 0 ? had : [...new Set([...had, ...named])]),
  },
  {
    method: "DELETE",
    operationId: "removeHookEvents",
    summary: "Remove event types from a hook",
    description: "Removes event types from those that the hook is sent. At least one must be left.",
    change: (had, named) => {
      const from = had.length === 0 ? allOf() : had;
      const left = from.filter((type) => !named.includes(type));
      if (left.length > 0) return left;
      throw refuse(40001, { field: "events", problem: "must leave at least one: delete the hook instead" });
    },
  },
];

const deletion = {
  operationId: "deleteHook",
  summary: "Delete a hook",
  description: "Deletes a hook and cancels its pending deliveries. Only operators can.",
  params,
  sends: { 204: { description: "The hook was deleted." } },
};

function allOf(): Types {
  return treezorHookEventsSchema.shape.events.unwrap().options;
}

function wanted(events: Types): string[] {
  return events.length === 0 ? [...allTypes] : [...new Set(events)];
}

async function note(
  deps: HttpDeps,
  tx: Tx,
  request: FastifyRequest,
  action: string,
  target: string,
  details: NonNullable<Parameters<typeof audit>[2]["details"]>,
): Promise<void> {
  const { id: projectId } = callingProject(request);
  await audit(deps, tx, { actor: actorOf(request), action, projectId, target, details });
}
