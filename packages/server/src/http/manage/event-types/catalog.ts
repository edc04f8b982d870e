import {
  type EventTypeView,
  eventTypePageSchema,
  eventTypeSchema,
  eventTypes,
  isEventType,
  type Page,
  pageQuerySchema,
} from "@countersign/wire";
import { positionOf, refuseCursor, toPage } from "../../paging.ts";
import { refuse } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { typeParams } from "./params.ts";
import { catalogTypeView } from "./views.ts";

const tags = ["event types"];
const config = { access: "event_types.read" } as const;

/** The catalog: the event types of all projects. */
export function registerCatalogRoutes(app: App): void {
  const catalog = eventTypes.map(catalogTypeView);
  // Serialized once: it took 10 ms of the event loop for each response.
  const written = new Map(catalog.map((view) => [view, JSON.stringify(eventTypeSchema.parse(view))]));
  const writeOne = (view: EventTypeView) => written.get(view) ?? JSON.stringify(view);
  const writePage = ({ data, nextCursor }: Page<EventTypeView>) =>
    `{"data":[${data.map(writeOne).join(",")}],"nextCursor":${JSON.stringify(nextCursor)}}`;

  app.get(
    "/event-types",
    {
      config,
      serializerCompiler: () => writePage,
      schema: {
        tags,
        operationId: "listEventTypes",
        summary: "List the catalog of event types",
        description:
          "With JSON Schemas and examples, in the catalog's order. A project's own are its `event-types`.",
        querystring: pageQuerySchema,
        response: { 200: eventTypePageSchema },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const last = positionOf(cursor);
      const at = last === undefined ? -1 : catalog.findIndex(({ type }) => type === last);
      if (last !== undefined && at === -1) throw refuseCursor();
      const rows = catalog.slice(at + 1, at + 2 + limit);
      return toPage(
        rows,
        limit,
        ({ type }) => type,
        (view) => view,
      );
    },
  );

  app.get(
    "/event-types/:type",
    {
      config,
      schema: {
        tags,
        operationId: "getEventType",
        summary: "Read an event type of the catalog",
        description: "With the JSON Schema of its payload and an example.",
        params: typeParams,
        response: { 200: eventTypeSchema },
      },
    },
    async (request) => {
      const { type } = request.params;
      const view = isEventType(type) ? catalog.find((each) => each.type === type) : undefined;
      if (view === undefined) throw refuse("not_found", "The catalog has no such event type.");
      return view;
    },
  );
}
