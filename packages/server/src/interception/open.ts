import { createSigners } from "../webhooks/index.ts";
import { createBreaker } from "./breaker.ts";
import type { InterceptionDeps } from "./deps.ts";
import { interceptionMetrics } from "./metrics.ts";
import type { InterceptionSetup } from "./setup.ts";
import { createTraceLog } from "./trace-log.ts";

/** Called once per process. `close` writes the pending traces. */
export function openInterception(setup: InterceptionSetup): InterceptionDeps & { close(): Promise<void> } {
  const { metrics, ...rest } = setup;
  const traces = createTraceLog(setup);
  return {
    ...rest,
    breaker: createBreaker(setup.clock),
    signers: createSigners(),
    traces,
    counted: interceptionMetrics(metrics),
    close: () => traces.flush(),
  };
}
