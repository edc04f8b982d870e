import type { Signers } from "../webhooks/index.ts";
import type { Breaker } from "./breaker.ts";
import type { InterceptionMetrics } from "./metrics.ts";
import type { InterceptionSetup } from "./setup.ts";
import type { TraceLog } from "./trace-log.ts";

/** {@link InterceptionSetup} with the state between runs; created by `openInterception`. */
export interface InterceptionDeps extends Omit<InterceptionSetup, "metrics"> {
  breaker: Breaker;
  signers: Signers;
  traces: TraceLog;
  counted: InterceptionMetrics;
}
