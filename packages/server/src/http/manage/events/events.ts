import {
  type EventView,
  eventDetailSchema,
  eventPageSchema,
  eventQuerySchema,
  isId,
} from "@countersign/wire";
import { audit, may } from "../../../access/index.ts";
import { type EventSummary, eventPayload, findEvent, listEvents } from "../../../events/index.ts";
import { actorOf, maySee, narrowTo } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { createdAtRange, encodeCursor, positionOf, refuseCursor } from "../../paging.ts";
import { refuse } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { isPersonal } from "./personal-type.ts";

const tags = ["events"];

/** Events: listed, read and recorded. */
export function registerEventRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/events",
    {
      config: { access: "events.read" },
      schema: {
        tags,
        operationId: "listEvents",
        summary: "Search events",
        description:
          "Returns events without their payloads, newest first. A page that looks for a rare type may be short, or empty, though there are more.",
        querystring: eventQuerySchema,
        response: { 200: eventPageSchema },
      },
    },
    async (request) => {
      const { limit, cursor, id, type, subject } = request.query;
      const { from, to } = createdAtRange(request.query);
      const before = positionOf(cursor);
      if (before !== undefined && !isId("event", before)) throw refuseCursor();
      const projectId = narrowTo(actorOf(request), request.query.projectId);
      if (projectId === "none") return { data: [], nextCursor: null };
      const filter = { projectId, id, type, subject, from, to };
      const { events, nextCursor } = await listEvents(deps.db, filter, { limit, before });
      return {
        data: events.map(eventView),
        nextCursor: nextCursor === null ? null : encodeCursor(nextCursor),
      };
    },
  );

  app.get(
    "/events/:id",
    {
      config: { access: "events.read", uncompressed: true },
      schema: {
        tags,
        operationId: "getEvent",
        summary: "Read an event",
        description: "Returns an event with its payload; leaves an audit record.",
        params: idParams,
        response: { 200: eventDetailSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const event = await findEvent(deps.db, request.params.id);
      if (event === null || !maySee(actor, event.projectId))
        throw refuse("not_found", "There is no such event.");
      // A project gets personal data only at its static addresses.
      if (isPersonal(event.type) && !may(actor, "personal_data.read", event.projectId)) {
        return { ...eventView(event), payload: null, withheld: "personal" as const };
      }
      await audit(deps, deps.db, {
        actor,
        action: "event.view",
        projectId: event.projectId,
        target: event.id,
      });
      return { ...eventView(event), ...(await eventPayload(deps, event.id)) };
    },
  );
}

function eventView({ id, projectId, type, subject, sequence, occurredAt }: EventSummary): EventView {
  return { id, projectId, type, subject, sequence, createdAt: occurredAt.toISOString() };
}
