import type { Among } from "./processes/index.ts";
import { createQuotas, gatherTaken, type QuotaDefaults, type Quotas } from "./quotas/index.ts";
import type { AddStop } from "./stops.ts";

/** Each project's quotas, which the processes of one service share. */
export function quotasAmong(defaults: QuotaDefaults, among: Among | null, onStop: AddStop): Quotas {
  const outbox = among && gatherTaken(among.tellTaken);
  const quotas = createQuotas({ defaults, now: () => performance.now(), onTaken: outbox?.add });
  among?.onTaken(quotas.takenElsewhere);
  if (outbox !== null) onStop("quotas", async () => outbox.stop());
  return quotas;
}
