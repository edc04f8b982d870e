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
import type { App } from "../types.ts";
import { callingProject } from "./guard.ts";
import { refuse, TreezorRefusal } from "./refusal.ts";
import { executeQuery, findQuery, keepQuery, queryLifeMs, type StoredQuery } from "./retry-queries.ts";

const params = z.object({ queryId: z.string() });
const config = { access: ["project", "operator"] } as const;

/** `/retry/query`: what was sent in a period is sent once more, asked for in one step and executed in another. */
export function addRetryRoutes(app: App, deps: HttpDeps): void {
  app.post(
    "/query",
    {
      config: { ...config, audited: "retry-query.create", readsMuch: true },
      schema: { response: { 201: createdRetryQuerySchema } },
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
    { config, schema: { params, body: reasonBodySchema, response: { 202: retryStatusSchema } } },
    async (request, reply) => {
      const { id: projectId } = callingProject(request);
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
    { config, schema: { params, response: { 200: retryStatusSchema } } },
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

/** `resent`: what was put on its way so far. */
function statusOf({ id, matched, replay }: StoredQuery): RetryStatus {
  if (replay === null) return { queryId: id, status: "READY", matched, resent: 0 };
  const status = replay.status === "running" ? "RUNNING" : "DONE";
  return { queryId: id, status, matched: replay.matched ?? matched, resent: replay.queued };
}
