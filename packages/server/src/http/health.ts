import type { Registry } from "prom-client";
import { oneAtATime } from "./limits/one-at-a-time.ts";
import type { App } from "./types.ts";

export interface HealthDeps {
  clock: () => number;
  ready: () => Promise<boolean>;
  metrics: Registry;
}

/** How long a probe's answer counts, ms. */
const readyKeptMs = 1000;

/** What orchestrators ask. Anybody may, so that asking often costs no more than asking once a second. */
export function registerHealthRoutes(app: App, deps: Pick<HealthDeps, "clock" | "ready">): void {
  const isReady = oneAtATime(() => deps.ready().catch(() => false), deps.clock, readyKeptMs);
  app.get("/healthz", { schema: { hide: true } }, () => ({ status: "ok" }));
  app.get("/readyz", { schema: { hide: true } }, async (_request, reply) => {
    const ready = await isReady();
    return reply.code(ready ? 200 : 503).send({ status: ready ? "ready" : "not ready" });
  });
}

/** What Prometheus asks. A scrape asks the store for the queue's depth: one at a time. */
export function registerMetricsRoute(app: App, deps: Pick<HealthDeps, "clock" | "metrics">): void {
  const text = oneAtATime(() => deps.metrics.metrics(), deps.clock, 0);
  app.get("/metrics", { schema: { hide: true } }, async (_request, reply) =>
    reply.type(deps.metrics.contentType).send(await text()),
  );
}
