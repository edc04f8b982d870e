import type { Registry } from "prom-client";
import type { App } from "./types.ts";

/** What orchestrators and Prometheus ask. */
export function registerHealthRoutes(
  app: App,
  deps: { ready: () => Promise<boolean>; metrics: Registry },
): void {
  app.get("/healthz", { schema: { hide: true } }, () => ({ status: "ok" }));
  app.get("/readyz", { schema: { hide: true } }, async (_request, reply) => {
    const ready = await deps.ready().catch(() => false);
    return reply.code(ready ? 200 : 503).send({ status: ready ? "ready" : "not ready" });
  });
  app.get("/metrics", { schema: { hide: true } }, async (_request, reply) => {
    return reply.type(deps.metrics.contentType).send(await deps.metrics.metrics());
  });
}
