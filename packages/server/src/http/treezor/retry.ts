import {
  createdRetryQuerySchema,
  parseInput,
  type RetryQuery,
  type RetryStatus,
  reasonBodySchema,
  retryQuerySchema,
  retryStatusSchema,
  timeSchema,
} from "@countersign/wire";
import * as z from "zod";
import { audit } from "../../access/index.ts";
import { actorOf } from "../caller.ts";
import type { HttpDeps } from "../deps.ts";
import { quotaOf } from "../limits/quota.ts";
import { requireRoom } from "../limits/room.ts";
import type { App } from "../types.ts";
import { callingProject } from "./guard.ts";
import { refuse, TreezorRefusal } from "./refusal.ts";
import { executeQuery, findQuery, keepQuery, queryLifeMs, type StoredQuery } from "./retry-queries.ts";

const params = z.object({
  queryId: z
    .string()
    .describe("The query.")
    .meta({ examples: ["9a8b7c6d-5e4f-4321-a0b1-c2d3e4f5a6b7"] }),
});
const config = { access: "integration.use" } as const;

/** `/retry/query`: resends the events of a period, prepared in one step and executed in another. */
export function registerRetryRoutes(app: App, deps: HttpDeps): void {
  app.post(
    "/query",
    {
      config: { ...config, audited: "retry_query.create", readsMuch: true },
      schema: {
        operationId: "createRetryQuery",
        summary: "Prepare a bulk resend",
        description:
          "Selects the events of a period, at most 20,000. Nothing is sent before the query is executed.",
        reads: { body: { "application/json": retryQuerySchema } },
        response: { 201: createdRetryQuerySchema },
      },
    },
    async (request, reply) => {
      const { id: projectId } = callingProject(request);
      const id = await keepQuery(deps, projectId, readQuery(request.body));
      if (id === null) throw refuse(42201);
      const link = `${deps.publicUrl}/retry/query/${id}`;
      return reply.code(201).send({ queryId: id, link, expireIn: queryLifeMs / 1000 });
    },
  );

  app.post(
    "/query/:queryId",
    {
      config,
      schema: {
        operationId: "executeRetryQuery",
        summary: "Execute a bulk resend",
        description: "Sends the selected events again. A query can be executed once, within an hour.",
        params,
        body: reasonBodySchema,
        response: { 202: retryStatusSchema },
      },
    },
    async (request, reply) => {
      const project = callingProject(request);
      const { id: projectId } = project;
      requireRoom(deps, quotaOf(project, actorOf(request).id));
      const result = await executeQuery(deps, projectId, request.params.queryId);
      if (result.kind !== "executed") throw refuse(refusals[result.kind]);
      const { id: target, matched } = result.query;
      const { reason } = request.body;
      const done = { actor: actorOf(request), action: "delivery.replay", reason, details: { matched } };
      await audit(deps, deps.db, { ...done, projectId, target });
      return reply.code(202).send(statusOf(result.query));
    },
  );

  app.get(
    "/query/:queryId",
    {
      config,
      schema: {
        operationId: "getRetryQuery",
        summary: "Read a bulk resend",
        description: "Returns how far the resend has come.",
        params,
        response: { 200: retryStatusSchema },
      },
    },
    async (request) => {
      const query = await findQuery(deps, callingProject(request).id, request.params.queryId);
      if (query === null) throw refuse(40405);
      return statusOf(query);
    },
  );
}

const refusals = { unknown: 40405, again: 40905, "too-many": 42901 } as const;

/** A period that ends before it begins has a code of its own. Throws refusals. */
function readQuery(body: unknown): RetryQuery {
  const given = body ?? {};
  const parsed = parseInput(retryQuerySchema, given);
  if (parsed.ok) return parsed.value;
  const { problems } = parsed;
  const backwards = problems.every(({ field, kind }) => field === "endAt" && kind === "invalid");
  const { endAt } = given as { endAt?: unknown };
  throw new TreezorRefusal(backwards && timeSchema.safeParse(endAt).success ? 40005 : 40001, problems);
}

/** `resent`: the number queued so far. */
function statusOf({ id, matched, replay }: StoredQuery): RetryStatus {
  if (replay === null) return { queryId: id, status: "READY", matched, resent: 0 };
  const status = replay.status === "running" ? "RUNNING" : "DONE";
  return { queryId: id, status, matched: replay.matched ?? matched, resent: replay.queued };
}
