export { createPresence, type Presence } from "./presence.ts";
export { createQuotas, type QuotaCaller, type QuotaDefaults, type Quotas, type UsedUp } from "./quotas.ts";
export { createTurnstile, type Turnstile } from "./turnstile.ts";
