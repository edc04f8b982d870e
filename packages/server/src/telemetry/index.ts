import type { Logger } from "pino";
import type { Tracing, TracingSettings } from "./contract.ts";

export { countAccepted } from "./accepted.ts";
export { watchSkew } from "./clocks.ts";
export { watchConnections, watchRoom } from "./connections.ts";
export type { Tracing, TracingSettings } from "./contract.ts";
export { countRefused } from "./refused.ts";

/**
 * Starts tracing. Its libraries are only loaded here: a process that doesn't trace pays nothing.
 */
export async function startTracing(settings: TracingSettings, log: Logger): Promise<Tracing> {
  const { createTracing } = await import("./tracing.ts");
  return createTracing(settings, log);
}
