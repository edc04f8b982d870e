export { createQuotas, type QuotaCaller, type QuotaDefaults, type Quotas, type UsedUp } from "./quotas.ts";
