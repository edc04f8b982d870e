import {
  changeEventTypeSchema,
  createEventTypeSchema,
  type EventTypeView,
  eventTypePageSchema,
  eventTypeSchema,
  eventTypeVersionSchema,
  ifMatchSchema,
  isCustomEventType,
  pageQuerySchema,
} from "@countersign/wire";
import { audit } from "../../../access/index.ts";
import {
  addEventType,
  changeEventType,
  findEventType,
  listEventTypes,
  removeEventType,
} from "../../../custom-events/index.ts";
import { inTransaction } from "../../../db/index.ts";
import { jsonValueProblem, payloadLimits } from "../../../json/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
import { positionOf, refuseCursor, toPage } from "../../paging.ts";
import { type Refusal, refuse, refuseFields } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { matchingVersion, versionMismatch, withETag } from "../../versions.ts";
import { idParams } from "../fields.ts";
import { visibleProject } from "../projects/visible-project.ts";
import { ownTypeParams } from "./params.ts";
import { ownTypeView } from "./views.ts";

const tags = ["event types"];
const readers = { access: "event_types.read" } as const;
const operators = {
  access: "event_types.change",
  refusal: "Event types are defined by an operator: ask yours.",
} as const;
const aboutSchemas =
  "Events of the type go out in the standard format. The schema is complete in itself (`$ref` leads to `#/$defs/…`, " +
  "without circles), its patterns are RE2's, `format` is an annotation.";

/** Event types that a project adds to the catalog. */
export function registerEventTypeRoutes(app: App, deps: HttpDeps): void {
  app.post(
    "/projects/:id/event-types",
    {
      config: operators,
      schema: {
        tags,
        operationId: "createEventType",
        summary: "Add an event type to a project",
        description: aboutSchemas,
        params: idParams,
        body: createEventTypeSchema,
        response: { 201: eventTypeSchema },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { id: projectId } = await visibleProject(deps.db, actor, request.params.id);
      refuseLargeExample(request.body.example);
      const answer = await respondOnce(deps, request, {
        status: 201,
        work: async (tx) => {
          const added = await addEventType(deps, tx, projectId, request.body);
          if (added.kind === "added") {
            const { type: target } = added.eventType;
            await audit(deps, tx, { actor, action: "event_type.create", projectId, target });
          }
          return added;
        },
        answer: addedView,
      });
      return reply.code(201).send(withETag(reply, answer));
    },
  );

  app.get(
    "/projects/:id/event-types",
    {
      config: readers,
      schema: {
        tags,
        operationId: "listProjectEventTypes",
        summary: "List a project's own event types",
        description: "By name, page by page.",
        params: idParams,
        querystring: pageQuerySchema,
        response: { 200: eventTypePageSchema },
      },
    },
    async (request) => {
      const { id: projectId } = await visibleProject(deps.db, actorOf(request), request.params.id);
      const { limit, cursor } = request.query;
      const after = positionOf(cursor);
      if (after !== undefined && !isCustomEventType(after)) throw refuseCursor();
      const rows = await listEventTypes(deps.db, { projectId, after, limit: limit + 1 });
      return toPage(rows, limit, ({ type }) => type, ownTypeView);
    },
  );

  app.get(
    "/projects/:id/event-types/:type",
    {
      config: readers,
      schema: {
        tags,
        operationId: "getProjectEventType",
        summary: "Read a project's event type",
        description: "As it is now, or an earlier version of it.",
        params: ownTypeParams,
        querystring: eventTypeVersionSchema,
        response: { 200: eventTypeSchema },
      },
    },
    async (request, reply) => {
      const { id: projectId } = await visibleProject(deps.db, actorOf(request), request.params.id);
      const { version } = request.query;
      const found = await findEventType(deps.db, projectId, request.params.type, version);
      if (found === null) throw unknownType();
      return version === undefined ? withETag(reply, ownTypeView(found)) : ownTypeView(found);
    },
  );

  app.patch(
    "/projects/:id/event-types/:type",
    {
      config: operators,
      schema: {
        tags,
        operationId: "changeEventType",
        summary: "Change a project's event type",
        description: `Makes a new version. Events recorded before stay as they are. ${aboutSchemas}`,
        params: ownTypeParams,
        headers: ifMatchSchema,
        body: changeEventTypeSchema,
        response: { 200: eventTypeSchema },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { id: projectId } = await visibleProject(deps.db, actor, request.params.id);
      const isMeant = matchingVersion(request);
      const { type } = request.params;
      if (request.body.example !== undefined) refuseLargeExample(request.body.example);
      const changed = await inTransaction(deps.db, async (tx) => {
        const result = await changeEventType(deps, tx, projectId, type, request.body, isMeant);
        if (result.kind === "changed" && result.changed) {
          const details = { version: result.eventType.version };
          await audit(deps, tx, { actor, action: "event_type.change", projectId, target: type, details });
        }
        return result;
      });
      if (changed.kind === "unknown") throw unknownType();
      if (changed.kind === "stale") throw versionMismatch(changed.version);
      if (changed.kind === "refused") throw refuseFields(changed.problems);
      return withETag(reply, ownTypeView(changed.eventType));
    },
  );

  app.delete(
    "/projects/:id/event-types/:type",
    {
      config: operators,
      schema: {
        tags,
        operationId: "deleteEventType",
        summary: "Remove a project's event type",
        description: "No more events of it are recorded; those that were stay in the log.",
        sends: { 204: { description: "Removed." } },
        params: ownTypeParams,
        headers: ifMatchSchema,
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { id: projectId } = await visibleProject(deps.db, actor, request.params.id);
      const isMeant = matchingVersion(request);
      const { type } = request.params;
      await inTransaction(deps.db, async (tx) => {
        const result = await removeEventType(tx, projectId, type, isMeant);
        if (result.kind === "unknown") throw unknownType();
        if (result.kind === "stale") throw versionMismatch(result.version);
        await audit(deps, tx, { actor, action: "event_type.delete", projectId, target: type });
      });
      return reply.code(204).send();
    },
  );
}

function refuseLargeExample(example: unknown): void {
  const problem = jsonValueProblem(example, payloadLimits);
  if (problem !== null) throw refuseFields([{ field: "example", problem }]);
}

function unknownType(): Refusal {
  return refuse("not_found", "The project has no such event type.");
}

/** The event type that was added. Throws the refusal otherwise. */
function addedView(result: Awaited<ReturnType<typeof addEventType>>): EventTypeView {
  switch (result.kind) {
    case "added":
      return ownTypeView(result.eventType);
    case "refused":
      throw refuseFields(result.problems);
    case "taken":
      throw refuse(
        "conflict",
        "The project has an event type of this name: change it, or take another name.",
      );
    case "too-many":
      throw refuse("conflict", `A project has at most ${result.max} event types of its own.`);
  }
}
