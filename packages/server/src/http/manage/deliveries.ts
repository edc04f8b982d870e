import {
  type DeliveryView,
  deliveryContentSchema,
  deliveryDetailSchema,
  deliveryPageSchema,
  deliveryQuerySchema,
  isId,
  resendSchema,
  resentSchema,
} from "@countersign/wire";
import { audit, type BearerActor } from "../../access/index.ts";
import { inTransaction } from "../../db/index.ts";
import {
  type DeliveryDetails,
  type DeliverySummary,
  findDelivery,
  listDeliveries,
  resend,
} from "../../delivery/index.ts";
import { findEvent } from "../../events/index.ts";
import { findWebhook } from "../../webhooks/index.ts";
import { actorOf, maySee, narrowTo } from "../caller.ts";
import type { HttpDeps } from "../deps.ts";
import { encodeCursor, positionOf, refuseCursor } from "../paging.ts";
import { refuse } from "../problem.ts";
import type { App } from "../types.ts";
import { foreignDeliveries } from "./delivery-facts.ts";
import { idParams } from "./fields.ts";

const tags = ["deliveries"];

/** The log of what was sent where, and sending it again. */
export function registerDeliveryRoutes(app: App, deps: HttpDeps): void {
  const visible = async (actor: BearerActor, id: string): Promise<DeliveryDetails> => {
    const delivery = isId("delivery", id) ? await findDelivery(deps, id) : null;
    if (delivery === null || !maySee(actor, delivery.projectId)) {
      throw refuse("not_found", "There is no such delivery.");
    }
    return delivery;
  };

  app.get(
    "/deliveries",
    {
      config: { access: ["operator", "project"] },
      schema: {
        tags,
        summary: "List deliveries, newest first",
        querystring: deliveryQuerySchema,
        response: { 200: deliveryPageSchema },
      },
    },
    async (request) => {
      const { limit, cursor, eventId, webhookId, status, type } = request.query;
      const projectId = narrowTo(actorOf(request), request.query.projectId);
      const nothing = { data: [], nextCursor: null };
      if (projectId === "none") return nothing;
      if (eventId !== undefined && !isId("event", eventId)) return nothing;
      if (webhookId !== undefined && !isId("webhook", webhookId)) return nothing;
      const position = positionOf(cursor);
      if (position !== undefined && !isId("delivery", position)) throw refuseCursor();
      const filter = {
        ...(projectId !== undefined && { projectId }),
        ...(eventId !== undefined && { eventId }),
        ...(webhookId !== undefined && { webhookId }),
        ...(status !== undefined && { status }),
        ...(type !== undefined && { type }),
      };
      const page = await listDeliveries(deps.db, filter, {
        limit,
        ...(position !== undefined && { cursor: position }),
      });
      return {
        data: page.deliveries.map(deliveryView),
        nextCursor: page.nextCursor === null ? null : encodeCursor(page.nextCursor),
      };
    },
  );

  app.get(
    "/deliveries/:id",
    {
      config: { access: ["operator", "project"] },
      schema: {
        tags,
        summary: "Read a delivery with its attempts",
        params: idParams,
        response: { 200: deliveryDetailSchema },
      },
    },
    async (request) => {
      const delivery = await visible(actorOf(request), request.params.id);
      return {
        ...deliveryView(delivery),
        url: (await findWebhook(deps.db, delivery.webhookId))?.url ?? "",
        history: delivery.log.map((attempt) => ({
          number: attempt.number,
          resend: attempt.resend,
          startedAt: attempt.startedAt.toISOString(),
          durationMs: attempt.durationMs,
          outcome: attempt.outcome,
          statusCode: attempt.statusCode,
          dialled: attempt.dialled,
          requestHeaders: attempt.requestHeaders,
        })),
      };
    },
  );

  app.get(
    "/deliveries/:id/content",
    {
      config: { access: ["operator"] },
      schema: {
        tags,
        summary: "Read what was sent and answered; leaves an audit record",
        params: idParams,
        response: { 200: deliveryContentSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { id, projectId, contentType, body, log } = await visible(actor, request.params.id);
      await audit(deps, deps.db, { actor, action: "delivery.view", projectId, target: id });
      const responses = log.map(({ number, responseHeaders, responseBody }) => ({
        number,
        headers: responseHeaders,
        body: responseBody?.toString("utf8") ?? null,
      }));
      return { contentType, body, responses };
    },
  );

  app.post(
    "/deliveries/:id/resend",
    {
      config: { access: ["operator", "project"] },
      schema: {
        tags,
        summary: "Send a delivery once more, under the same id",
        params: idParams,
        response: { 202: resentSchema },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { id, projectId } = await visible(actor, request.params.id);
      const resent = await inTransaction(deps.db, async (tx) => {
        await audit(deps, tx, { actor, action: "delivery.resend", projectId, target: id });
        return resend(deps, tx, [id]);
      });
      return reply.code(202).send({ resent });
    },
  );

  app.post(
    "/deliveries/resend",
    {
      config: { access: ["operator", "project"] },
      schema: {
        tags,
        summary: "Send the deliveries of an event, or a list of them, once more",
        body: resendSchema,
        response: { 202: resentSchema },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const target = await resendTarget(deps, actor, request.body);
      const resent = await inTransaction(deps.db, async (tx) => {
        const count = await resend(deps, tx, target);
        const details = "eventId" in target ? { eventId: target.eventId, count } : { count };
        await audit(deps, tx, {
          actor,
          action: "delivery.resend",
          ...(actor.kind === "project" && { projectId: actor.projectId }),
          details,
        });
        return count;
      });
      return reply.code(202).send({ resent });
    },
  );
}

type Resend = { eventId: string } | { deliveryIds: string[] };

/** What to send again, all of it the caller's own; one unknown id refuses the whole. */
async function resendTarget(
  deps: HttpDeps,
  actor: BearerActor,
  body: Resend,
): Promise<Parameters<typeof resend>[2]> {
  if ("eventId" in body) {
    const event = await findEvent(deps.db, body.eventId);
    if (event === null || !maySee(actor, event.projectId))
      throw refuse("not_found", "There is no such event.");
    return { eventId: event.id };
  }
  const ids = body.deliveryIds.filter((id) => isId("delivery", id));
  const own = actor.kind === "project" ? actor.projectId : null;
  const foreign = ids.length < body.deliveryIds.length || (await foreignDeliveries(deps.db, ids, own));
  if (foreign) throw refuse("not_found", "At least one of these deliveries doesn't exist. Nothing was sent.");
  return [...new Set(ids)];
}

function deliveryView(delivery: DeliverySummary): DeliveryView {
  const { id, eventId, webhookId, projectId, type, subject, sequence, status, attempts } = delivery;
  return {
    id,
    eventId,
    webhookId,
    projectId,
    type,
    subject,
    sequence,
    status,
    attempts,
    createdAt: delivery.createdAt.toISOString(),
    settledAt: delivery.settledAt?.toISOString() ?? null,
  };
}
