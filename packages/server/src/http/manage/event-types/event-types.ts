import {
  createEventTypeSchema,
  deleteEventTypeSchema,
  type EventTypeView,
  eventDefinition,
  eventJsonSchema,
  eventTypeListSchema,
  eventTypeQuerySchema,
  eventTypeSchema,
  eventTypes,
  type JsonValue,
} from "@countersign/wire";
import { audit } from "../../../access/index.ts";
import {
  addEventType,
  listEventTypes,
  type OwnEventType,
  removeEventType,
} from "../../../custom-events/index.ts";
import { inTransaction } from "../../../db/index.ts";
import { jsonValueProblem, payloadLimits } from "../../../json/index.ts";
import { findProject } from "../../../projects/index.ts";
import { actorOf, narrowTo } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { answerOnce } from "../../idempotency/answer-once.ts";
import { refuse, refuseFields } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";

const tags = ["events"];
const refusal = "Event types are defined by an operator: ask yours.";

/** What may happen: the catalog, and what projects add to it. */
export function registerEventTypeRoutes(app: App, deps: HttpDeps): void {
  const catalog = eventTypes.map(catalogView);
  // Written once: it took 10 ms of the event loop for each answer.
  const written = new Map(catalog.map((view) => [view, JSON.stringify(eventTypeSchema.parse(view))]));
  const write = ({ data }: { data: EventTypeView[] }) =>
    `{"data":[${data.map((view) => written.get(view) ?? JSON.stringify(view)).join(",")}]}`;

  app.get(
    "/event-types",
    {
      config: { access: ["operator", "reviewer", "project"] },
      serializerCompiler: () => write,
      schema: {
        tags,
        operationId: "listEventTypes",
        summary: "List event types",
        description: "Returns the catalog and a project's own types, with JSON Schemas and examples.",
        querystring: eventTypeQuerySchema,
        response: { 200: eventTypeListSchema },
      },
    },
    async (request) => {
      const projectId = narrowTo(actorOf(request), request.query.projectId);
      const asked = projectId !== undefined && projectId !== "none";
      const own = asked ? await listEventTypes(deps.db, projectId) : [];
      return { data: [...catalog, ...own.map(ownView)] };
    },
  );

  app.post(
    "/event-types",
    {
      config: { access: ["operator"], refusal },
      schema: {
        tags,
        operationId: "createEventType",
        summary: "Add an event type",
        description:
          "Events of the type go out in the standard format. The schema is complete in itself (`$ref` leads to `#/$defs/…`, " +
          "without circles), its patterns are RE2's, `format` is an annotation.",
        body: createEventTypeSchema,
        response: { 201: eventTypeSchema },
      },
    },
    async (request, reply) => {
      const { projectId, type, example } = request.body;
      const tooMuch = jsonValueProblem(example, payloadLimits);
      if (tooMuch !== null) throw refuseFields([{ field: "example", problem: tooMuch }]);
      if ((await findProject(deps.db, projectId)) === null)
        throw refuseFields([{ field: "projectId", problem: "names no project" }]);
      const answer = await answerOnce(deps, request, {
        status: 201,
        work: async (tx) => {
          const added = await addEventType(deps, tx, request.body);
          if (added.kind === "added") {
            const actor = actorOf(request);
            await audit(deps, tx, { actor, action: "event-type.create", projectId, target: type });
          }
          return added;
        },
        answer: addedView,
      });
      return reply.code(201).send(answer);
    },
  );

  app.delete(
    "/event-types",
    {
      config: { access: ["operator"], refusal },
      schema: {
        tags,
        operationId: "deleteEventType",
        summary: "Remove an event type",
        description: "Removes a project's own event type; what was recorded under it stays.",
        sends: { 204: { description: "Removed." } },
        querystring: deleteEventTypeSchema,
      },
    },
    async (request, reply) => {
      const { projectId, type } = request.query;
      const removed = await inTransaction(deps.db, async (tx) => {
        if (!(await removeEventType(tx, projectId, type))) return false;
        const actor = actorOf(request);
        await audit(deps, tx, { actor, action: "event-type.delete", projectId, target: type });
        return true;
      });
      if (!removed) throw refuse("not_found", "The project has no such event type.");
      return reply.code(204).send();
    },
  );
}

/** The event type that was added. Throws the refusal otherwise. */
function addedView(result: Awaited<ReturnType<typeof addEventType>>): EventTypeView {
  switch (result.kind) {
    case "added":
      return ownView(result.eventType);
    case "refused":
      throw refuseFields(result.problems);
    case "taken":
      throw refuse(
        "conflict",
        "The project has an event type of this name: delete it first, or take another.",
      );
    case "too-many":
      throw refuse("conflict", `A project has at most ${result.max} event types of its own.`);
  }
}

function catalogView(type: (typeof eventTypes)[number]): EventTypeView {
  const { title, description, dialect, subject, personal, example } = eventDefinition(type);
  const schema = eventJsonSchema(type);
  return {
    type,
    projectId: null,
    title,
    description,
    dialect,
    subject,
    personal,
    schema,
    example: example as JsonValue,
  };
}

/** Nobody has said whether it names people: it is taken to. */
function ownView({ type, projectId, title, description, schema, example }: OwnEventType): EventTypeView {
  const fixed = { dialect: "standard", subject: "any", personal: true };
  return { type, projectId, title, description, ...fixed, schema, example };
}
