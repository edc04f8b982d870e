import type { Logger } from "pino";
import { Counter, Histogram, type Registry } from "prom-client";
import type { App } from "./types.ts";

/**
 * One log line and one measurement for each response. They contain the route's pattern, never the raw
 * URL: it may contain what somebody typed.
 */
export function observeRequests(app: App, deps: { log: Logger; metrics: Registry }): void {
  const labels = ["method", "route", "status"] as const;
  const seconds = new Histogram({
    name: "countersign_http_request_seconds",
    help: "Time from a request's arrival to the end of its answer",
    labelNames: labels,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [deps.metrics],
  });
  const failures = new Counter({
    name: "countersign_http_failures_total",
    help: "Answers of 500 and above",
    labelNames: ["method", "route"] as const,
    registers: [deps.metrics],
  });
  app.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url ?? "unknown";
    const { method } = request;
    const status = reply.statusCode;
    seconds.observe({ method, route, status: String(status) }, reply.elapsedTime / 1000);
    if (status >= 500) failures.inc({ method, route });
    const line = {
      requestId: request.id,
      method,
      route,
      status,
      ms: Math.round(reply.elapsedTime),
      ...(request.actor !== null && { actor: request.actor.id }),
      // The calls with credentials in the body.
      ...(request.checkProject && { project: request.checkProject.id }),
    };
    // Requests of probes and scrapers every few seconds are not logged.
    if (quiet.has(route)) deps.log.debug(line, "request");
    else deps.log.info(line, "request");
    done();
  });
}

const quiet = new Set(["/healthz", "/readyz", "/metrics"]);
