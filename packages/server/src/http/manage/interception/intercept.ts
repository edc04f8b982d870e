import {
  checkEvent,
  eventTypes,
  interceptionDetailSchema,
  interceptionPageSchema,
  interceptionQuerySchema,
  interceptResponseSchema,
  interceptSchema,
  isBeforeEvent,
  isId,
} from "@countersign/wire";
import { z } from "zod";
import { audit } from "../../../access/index.ts";
import {
  findInterception,
  listInterceptions,
  type Payload,
  userNamedIn,
} from "../../../interception/index.ts";
import { jsonValueProblem, payloadLimits } from "../../../json/index.ts";
import { actorOf, maySee, narrowTo } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { beginOnce } from "../../idempotency/respond-once.ts";
import { charge, quotaCaller } from "../../limits/quota.ts";
import { createdAtRange, encodeCursor, positionOf, refuseCursor } from "../../paging.ts";
import { refuse, refuseFields } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { keyIdFor, verdictView } from "./verdict-view.ts";

const tags = ["interception"];
const beforeEvents = eventTypes.filter(isBeforeEvent);

/** Asks the hooks of a before-event for a backend that keeps its own routes, and lists the results of runs. */
export function registerInterceptionRoutes(app: App, deps: HttpDeps): void {
  app.post(
    "/intercept/:event",
    {
      config: { access: "interceptions.run", quota: "interceptions", audited: "interception.run" },
      schema: {
        tags,
        operationId: "intercept",
        summary: "Ask the hooks of an event",
        description: "Asks the hooks of a before-event in their order. The status is 200 for every verdict.",
        params: z.object({ event: z.enum(beforeEvents).describe("The before-event.") }),
        body: interceptSchema,
        response: { 200: interceptResponseSchema },
      },
    },
    async (request) => {
      const { event } = request.params;
      const { payload, dryRun, subject, userId } = request.body;
      const caller = await quotaCaller(deps.db, actorOf(request), request.body.projectId);
      if (caller === null)
        throw refuseFields([{ field: "projectId", problem: "is not one of your projects" }]);
      const { projectId } = caller;
      const tooMuch = jsonValueProblem(payload, payloadLimits);
      if (tooMuch !== null) throw refuseFields([{ field: "payload", problem: tooMuch }]);
      const checked = checkEvent(event, payload);
      if (!checked.ok)
        throw refuseFields(
          checked.problems.map(({ field, problem }) => ({
            field: field === "" ? "payload" : `payload.${field}`,
            problem,
          })),
        );
      charge(deps, "interceptions", caller);
      await beginOnce(deps, request);
      const verdict = await deps.intercept({
        projectId,
        event,
        payload: checked.event.payload as Payload,
        ...(subject !== undefined && { subject }),
        ...(userId !== undefined && { userId }),
        keyId: await keyIdFor(
          deps,
          projectId,
          userId ?? userNamedIn(event, checked.event.payload as Payload) ?? subject,
        ),
        ...(dryRun && { dryRun }),
      });
      return verdictView(verdict);
    },
  );

  app.get(
    "/interceptions",
    {
      config: { access: "interceptions.read" },
      schema: {
        tags,
        operationId: "listInterceptions",
        summary: "List interceptions",
        description:
          "Returns the runs that asked a hook, newest first. A page that looks for something rare may be short, or empty, though there are more.",
        querystring: interceptionQuerySchema,
        response: { 200: interceptionPageSchema },
      },
    },
    async (request) => {
      const { limit, cursor, id, event, verdict, subject } = request.query;
      const projectId = narrowTo(actorOf(request), request.query.projectId);
      if (projectId === "none") return { data: [], nextCursor: null };
      const before = positionOf(cursor);
      if (before !== undefined && !isId("interception", before)) throw refuseCursor();
      // A run that is requested by its id was usually just made.
      if (id !== undefined) await deps.writeTraces();
      const filter = { projectId, id, event, verdict, subject, ...createdAtRange(request.query) };
      const { interceptions, nextCursor } = await listInterceptions(deps.db, filter, { limit, before });
      return { data: interceptions, nextCursor: nextCursor === null ? null : encodeCursor(nextCursor) };
    },
  );

  app.get(
    "/interceptions/:id",
    {
      config: { access: "personal_data.read", refusal: "A trace may hold personal data: ask an operator." },
      schema: {
        tags,
        operationId: "getInterception",
        summary: "Read an interception",
        description: "Returns a run with its steps and changes; leaves an audit record.",
        params: idParams,
        response: { 200: interceptionDetailSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      // Pending traces of this process are written first.
      await deps.writeTraces();
      const found = await findInterception(deps, request.params.id);
      if (found === null || !maySee(actor, found.projectId))
        throw refuse("not_found", "There is no such interception.");
      const { projectId, id } = found;
      await audit(deps, deps.db, { actor, action: "interception.view", projectId, target: id });
      return found;
    },
  );
}
