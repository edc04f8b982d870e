import { Registry } from "prom-client";
import * as z from "zod";
import { oneAtATime } from "./limits/one-at-a-time.ts";
import { textSchema } from "./openapi/route-schema.ts";
import type { App } from "./types.ts";

export interface HealthDeps {
  clock: () => number;
  ready: () => Promise<boolean>;
  /** All metrics, in Prometheus's text format. */
  metricsText: () => Promise<string>;
}

/** How long a probe's result is reused, ms. */
const readyKeptMs = 1000;

/**
 * Probes for orchestrators. They are public, so frequent requests must cost no more than one per
 * second.
 */
export function registerHealthRoutes(app: App, deps: Pick<HealthDeps, "clock" | "ready">): void {
  const isReady = oneAtATime(() => deps.ready().catch(() => false), deps.clock, readyKeptMs);
  app.get("/healthz", { schema: healthz }, () => ({ status: "ok" }));
  app.get("/readyz", { schema: readyz }, async (_request, reply) => {
    const ready = await isReady();
    return reply.code(ready ? 200 : 503).send({ status: ready ? "ready" : "not ready" });
  });
}

/** Metrics for Prometheus. A scrape queries the store for the queue's depth: one at a time. */
export function registerMetricsRoute(app: App, deps: Pick<HealthDeps, "clock" | "metricsText">): void {
  const text = oneAtATime(deps.metricsText, deps.clock, 0);
  app.get("/metrics", { schema: metrics }, async (_request, reply) =>
    reply.type(Registry.PROMETHEUS_CONTENT_TYPE).send(await text()),
  );
}

const statusSchema = (status: string) => z.strictObject({ status: z.literal(status).describe("The state.") });

const healthz = {
  operationId: "getHealth",
  summary: "Check that the process runs",
  description: "For liveness probes: responds as soon as the process listens.",
  response: { 200: statusSchema("ok").describe("The process runs.") },
};
const readyz = {
  operationId: "getReadiness",
  summary: "Check that the service can work",
  description: "For readiness probes: whether the database responds and is migrated. Kept for a second.",
  response: {
    200: statusSchema("ready").describe("The service can work."),
    503: statusSchema("not ready").describe(
      "The service is starting or stopping, or its database does not respond.",
    ),
  },
};
const metrics = {
  operationId: "getMetrics",
  summary: "Read the metrics",
  description: "Prometheus metrics of the process and of the queue.",
  sends: {
    200: { description: "Metrics in Prometheus' text format.", content: { "text/plain": textSchema } },
  },
};
