import { createQuotas } from "../quotas.ts";

/** Quotas of a service that limits only those projects whose own settings say so. */
export const unlimited = createQuotas({
  defaults: { events: null, sessions: null, interceptions: null },
  now: () => performance.now(),
});
