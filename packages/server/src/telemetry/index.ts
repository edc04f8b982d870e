/**
 * Metrics about the service as a whole, and traces of events over OTLP, if an endpoint is set. They
 * contain ids, types and numbers: no personal data, no addresses.
 *
 *     const tracing = config.tracing && (await startTracing(config.tracing, log));
 *     const onAccepted = countAccepted(metrics);
 */

import type { Logger } from "pino";
import type { Tracing, TracingSettings } from "./contract.ts";

export { countAccepted } from "./accepted.ts";
export { watchSkew } from "./clocks.ts";
export { watchConnections, watchDurability, watchRoom, watchStorage } from "./connections.ts";
export type { Tracing, TracingSettings } from "./contract.ts";
export { countRefused } from "./refused.ts";

/**
 * Starts tracing. Its libraries are only loaded here: a process that doesn't trace pays nothing.
 */
export async function startTracing(settings: TracingSettings, log: Logger): Promise<Tracing> {
  const { createTracing } = await import("./tracing.ts");
  return createTracing(settings, log);
}
