import {
  deliveryContentSchema,
  deliveryDetailSchema,
  deliveryPageSchema,
  deliveryQuerySchema,
  isId,
} from "@countersign/wire";
import { audit, may } from "../../../access/index.ts";
import { listDeliveries } from "../../../delivery/index.ts";
import { findWebhook, scheduleOf } from "../../../webhooks/index.ts";
import { actorOf, narrowTo } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { createdAtRange, encodeCursor, positionOf, refuseCursor } from "../../paging.ts";
import type { App } from "../../types.ts";
import { isPersonal } from "../events/personal-type.ts";
import { idParams, inSnakeCase } from "../fields.ts";
import { deliveryView } from "./delivery-view.ts";
import { visibleDelivery } from "./visible-delivery.ts";

const tags = ["deliveries"];

/** The log of what was sent where. */
export function registerDeliveryRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/deliveries",
    {
      config: { access: "deliveries.read" },
      schema: {
        tags,
        operationId: "listDeliveries",
        summary: "List deliveries",
        description:
          "Returns deliveries, newest first. A page can be shorter than its limit, even empty, and have a `nextCursor`: a filter that fits little looks through 50,000 deliveries at a time.",
        querystring: deliveryQuerySchema,
        response: { 200: deliveryPageSchema },
      },
    },
    async (request) => {
      const { limit, cursor, id, eventId, webhookId, subject, status, type } = request.query;
      const { outcome, statusCode } = request.query;
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
        failure: outcome?.map((word) => word.replaceAll("_", "-")),
        statusCode,
        id: id?.filter((each) => isId("delivery", each)),
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
      config: { access: "deliveries.read" },
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
      const delivery = await visibleDelivery(deps, actorOf(request), request.params.id);
      const webhook = await findWebhook(deps.db, delivery.webhookId);
      return {
        ...deliveryView(delivery),
        webhookUrl: webhook?.url ?? null,
        maxAttempts: webhook && scheduleOf(webhook.retry).delaysMs.length,
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
      config: { access: "deliveries.read", uncompressed: true },
      schema: {
        tags,
        operationId: "getDeliveryContent",
        summary: "Read a delivery's content",
        description: "Returns the request and the responses; leaves an audit record.",
        params: idParams,
        response: { 200: deliveryContentSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { id, projectId, type, contentType, body, withheld, log } = await visibleDelivery(
        deps,
        actor,
        request.params.id,
      );
      // A project gets personal data at its static addresses, and nowhere else; an answer may repeat it.
      const opened = withheld === null || withheld === "unrendered";
      const personal = opened && isPersonal(type) && !may(actor, "personal_data.read", projectId);
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
}

/** Milliseconds, to a hundredth: what is finer is noise. */
function inHundredths(timings: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(timings).map(([phase, ms]) => [phase, Math.round(ms * 100) / 100]),
  );
}
