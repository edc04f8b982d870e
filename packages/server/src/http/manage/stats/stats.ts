import {
  deliveryStatsSchema,
  interceptionStatsSchema,
  queueStatsSchema,
  reviewStatsSchema,
  type StatsRange,
  sessionStatsSchema,
  statsQuerySchema,
  webhookStatsQuerySchema,
} from "@countersign/wire";
import type { FastifyRequest } from "fastify";
import { queueSeries, timeSeries } from "../../../stats/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import type { App } from "../../types.ts";
import { scopesOf } from "./scopes.ts";

const tags = ["stats"];

interface Query {
  range: StatsRange;
  projectId?: string | undefined;
  webhookId?: string | undefined;
}

/** How much happened, as time series. What they cost doesn't depend on how much the log holds. */
export function registerStatsRoutes(app: App, deps: HttpDeps): void {
  const series = async <Of extends Parameters<typeof timeSeries>[1]["topic"]>(
    request: Pick<FastifyRequest, "actor"> & { query: Query },
    topic: Of,
  ) => {
    const { range } = request.query;
    const scopes = await scopesOf(deps, actorOf(request), request.query);
    const found = await timeSeries(deps.db, { topic, scopes, range, now: deps.clock() });
    return {
      ...frameOf(range, found),
      points: found.points.map(({ at, figures }) => ({ at: timeOf(at), ...figures })),
      total: found.total,
    };
  };

  app.get(
    "/stats/deliveries",
    {
      config: { access: "deliveries.read" },
      schema: {
        tags,
        operationId: "getDeliveryStats",
        summary: "Count deliveries over time",
        description: "Returns how deliveries ended and how long requests took, step by step.",
        querystring: webhookStatsQuerySchema,
        response: { 200: deliveryStatsSchema },
      },
    },
    (request) => series(request, "deliveries"),
  );

  app.get(
    "/stats/sessions",
    {
      config: { access: "sessions.read" },
      schema: {
        tags,
        operationId: "getSessionStats",
        summary: "Count sessions over time",
        description: "Returns what became of sessions and how long they took, step by step.",
        querystring: statsQuerySchema,
        response: { 200: sessionStatsSchema },
      },
    },
    (request) => series(request, "sessions"),
  );

  app.get(
    "/stats/reviews",
    {
      config: { access: "sessions.read" },
      schema: {
        tags,
        operationId: "getReviewStats",
        summary: "Count reviews over time",
        description: "Returns how reviews were decided and how long they waited, step by step.",
        querystring: statsQuerySchema,
        response: { 200: reviewStatsSchema },
      },
    },
    (request) => series(request, "reviews"),
  );

  app.get(
    "/stats/interceptions",
    {
      config: { access: "interceptions.read" },
      schema: {
        tags,
        operationId: "getInterceptionStats",
        summary: "Count interceptions over time",
        description: "Returns what hooks decided and how long runs took, step by step.",
        querystring: webhookStatsQuerySchema,
        response: { 200: interceptionStatsSchema },
      },
    },
    (request) => series(request, "interceptions"),
  );

  app.get(
    "/stats/queue",
    {
      config: { access: "deliveries.read" },
      schema: {
        tags,
        operationId: "getQueueStats",
        summary: "Show the queue over time",
        description: "Returns how many deliveries waited and for how long, counted once a minute.",
        querystring: statsQuerySchema,
        response: { 200: queueStatsSchema },
      },
    },
    async (request) => {
      const { range } = request.query;
      const scopes = await scopesOf(deps, actorOf(request), request.query);
      const found = await queueSeries(deps.db, { scopes, range, now: deps.clock() });
      const unknown = { depth: null, oldestSeconds: null };
      return {
        ...frameOf(range, found),
        points: found.points.map(({ at, sample }) => ({ at: timeOf(at), ...(sample ?? unknown) })),
        now: found.now ?? unknown,
      };
    },
  );
}

function frameOf(range: StatsRange, { from, to, stepMs }: { from: number; to: number; stepMs: number }) {
  return { range, from: timeOf(from), to: timeOf(to), stepSeconds: stepMs / 1000 };
}

function timeOf(at: number): string {
  return new Date(at).toISOString();
}
