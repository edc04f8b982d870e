import { type Id, newId } from "@countersign/wire";
import type { InterceptionRequest } from "./contract.ts";
import type { InterceptionSetup } from "./setup.ts";

/** Milliseconds that a whole chain may take. */
const chainBudgetMs = 10_000;

/** One run over a before-event's hooks. */
export interface Run {
  id: Id<"interception">;
  request: InterceptionRequest;
  /** The instant at which periods are evaluated, for the whole chain; milliseconds since the epoch. */
  at: number;
  /** The same, ISO 8601 in UTC. */
  occurredAt: string;
  /** Milliseconds since it began. */
  elapsed(): number;
  /** Remaining milliseconds of the chain's budget; at least 0. */
  left(): number;
}

export function startRun(
  deps: Pick<InterceptionSetup, "clock" | "random">,
  request: InterceptionRequest,
): Run {
  const at = deps.clock();
  // Durations use the monotonic clock: the wall clock may be adjusted in between.
  const started = performance.now();
  const elapsed = () => performance.now() - started;
  return {
    id: newId("interception", () => at, deps.random),
    request,
    at,
    occurredAt: new Date(at).toISOString(),
    elapsed,
    left: () => Math.max(0, chainBudgetMs - elapsed()),
  };
}
