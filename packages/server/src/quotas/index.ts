/**
 * How much each project may do: quotas per second (token buckets by project and key), and turns for
 * calls in progress, so that one project's load leaves room for others.
 *
 *     const quotas = createQuotas({ defaults, now: () => performance.now() });
 *     const usedUp = quotas.take("events", caller, 1); // null: granted
 */
export { gatherTaken } from "./gather-taken.ts";
export { createPresence, type Presence } from "./presence.ts";
export {
  createQuotas,
  type QuotaCaller,
  type QuotaDefaults,
  type Quotas,
  type Taken,
  type UsedUp,
} from "./quotas.ts";
export { createTurnstile, type Turnstile } from "./turnstile.ts";
