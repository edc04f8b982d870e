import {
  type DeliveryView,
  deliveryContentSchema,
  deliveryDetailSchema,
  deliveryPageSchema,
  deliveryQuerySchema,
  isId,
  reasonBodySchema,
  resentSchema,
} from "@countersign/wire";
import { audit, type BearerActor } from "../../../access/index.ts";
import {
  type DeliveryDetails,
  type DeliverySummary,
  findDelivery,
  listDeliveries,
  resend,
} from "../../../delivery/index.ts";
import { findWebhook } from "../../../webhooks/index.ts";
import { actorOf, maySee, narrowTo } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { answerOnce } from "../../idempotency/answer-once.ts";
import { createdAtRange, encodeCursor, positionOf, refuseCursor } from "../../paging.ts";
import { refuse } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { isPersonal } from "../events/personal-type.ts";
import { idParams, inSnakeCase } from "../fields.ts";

const tags = ["deliveries"];

/** The log of what was sent where, and sending one of it again. */
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
        operationId: "listDeliveries",
        summary: "List deliveries",
        description: "Returns deliveries, newest first.",
        querystring: deliveryQuerySchema,
        response: { 200: deliveryPageSchema },
      },
    },
    async (request) => {
      const { limit, cursor, eventId, webhookId, subject, status, type } = request.query;
      const projectId = narrowTo(actorOf(request), request.query.projectId);
      const { from, to } = createdAtRange(request.query);
      if (projectId === "none") return { data: [], nextCursor: null };
      const position = positionOf(cursor);
      if (position !== undefined && !isId("delivery", position)) throw refuseCursor();
      const filter = {
        projectId,
        webhookId,
        status,
        type,
        subject,
        eventId: eventId?.filter((id) => isId("event", id)),
        from,
        to,
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
        operationId: "getDelivery",
        summary: "Read a delivery",
        description: "Returns a delivery with its attempts.",
        params: idParams,
        response: { 200: deliveryDetailSchema },
      },
    },
    async (request) => {
      const delivery = await visible(actorOf(request), request.params.id);
      return {
        ...deliveryView(delivery),
        webhookUrl: (await findWebhook(deps.db, delivery.webhookId))?.url ?? null,
        attempts: delivery.log.map((attempt) => ({
          number: attempt.number,
          resend: attempt.resend,
          startedAt: attempt.startedAt.toISOString(),
          durationMs: attempt.durationMs,
          outcome: inSnakeCase(attempt.outcome),
          statusCode: attempt.statusCode,
          url: attempt.url,
          dialled: attempt.dialled,
          requestHeaders: attempt.requestHeaders,
          timings: attempt.timings && inHundredths(attempt.timings),
          answerFlag: attempt.answerFlag,
        })),
      };
    },
  );

  app.get(
    "/deliveries/:id/content",
    {
      config: { access: ["operator", "project"] },
      schema: {
        tags,
        operationId: "getDeliveryContent",
        summary: "Read a delivery's content",
        description: "Returns what was sent and what came back; leaves an audit record.",
        params: idParams,
        response: { 200: deliveryContentSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { id, projectId, type, contentType, body, withheld, log } = await visible(
        actor,
        request.params.id,
      );
      // A project gets personal data at its static addresses, and nowhere else; an answer may repeat it.
      const opened = withheld === null || withheld === "unrendered";
      const personal = opened && actor.kind === "project" && isPersonal(type);
      if (!personal) await audit(deps, deps.db, { actor, action: "delivery.view", projectId, target: id });
      return {
        contentType,
        body: personal ? null : body,
        withheld: personal ? ("personal" as const) : withheld,
        responses: log.map(({ number, statusCode, responseHeaders, responseBody, answerFlag }) => ({
          number,
          statusCode,
          headers: personal ? null : responseHeaders,
          body: personal ? null : (responseBody?.toString("utf8") ?? null),
          answerFlag,
        })),
      };
    },
  );

  app.post(
    "/deliveries/:id/resend",
    {
      config: { access: ["operator", "project"] },
      schema: {
        tags,
        operationId: "resendDelivery",
        summary: "Resend a delivery",
        description: "Sends a delivery once more, under the same event id.",
        params: idParams,
        body: reasonBodySchema.nullish(),
        response: { 202: resentSchema },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { id, projectId } = await visible(actor, request.params.id);
      const answer = await answerOnce(deps, request, {
        status: 202,
        work: async (tx) => {
          const { reason } = request.body ?? {};
          await audit(deps, tx, { actor, action: "delivery.resend", projectId, target: id, reason });
          return resend(deps, tx, [id]);
        },
        answer: (resent) => ({ resent }),
      });
      return reply.code(202).send(answer);
    },
  );
}

function deliveryView(delivery: DeliverySummary): DeliveryView {
  const { id, eventId, webhookId, projectId, type, subject, sequence, status, reason } = delivery;
  return {
    id,
    eventId,
    webhookId,
    projectId,
    type,
    subject,
    sequence,
    status,
    reason,
    attemptCount: delivery.attempts,
    createdAt: delivery.createdAt.toISOString(),
    settledAt: delivery.settledAt?.toISOString() ?? null,
    replayId: delivery.replayId,
  };
}

/** Milliseconds, to a hundredth: what is finer is noise. */
function inHundredths(timings: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(timings).map(([phase, ms]) => [phase, Math.round(ms * 100) / 100]),
  );
}
