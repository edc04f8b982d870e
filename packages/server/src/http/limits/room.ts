import type { StorageFull } from "../../storage/index.ts";
import type { HttpDeps } from "../deps.ts";
import { type Refusal, refuse } from "../refusals/problem.ts";

/** Room comes back with retention or by hand, not within seconds: for `Retry-After`. */
export const retryProjectSeconds = 3600;
export const retryServiceSeconds = 60;

type Owner = Parameters<HttpDeps["storage"]["full"]>[0];

/**
 * Refuses a call that would store something new, if its project stores as much as it may, or the service does.
 *
 * @throws Refusal `storage_full`, or `not_ready`.
 */
export function requireRoom({ storage }: Pick<HttpDeps, "storage">, owner: Owner): void {
  const full = storage.full(owner);
  if (full !== null) throw storageRefusal(full);
}

function storageRefusal(full: StorageFull): Refusal {
  if (full.of !== "project") {
    return refuse(
      "not_ready",
      "The service has no room for anything new. Deliveries and erasures go on.",
      {},
      retryServiceSeconds,
    );
  }
  const { storedBytes, limitBytes } = full;
  return refuse(
    "storage_full",
    `The project stores ${storedBytes} bytes and may store ${limitBytes}: erase subjects, set a smaller payloadDays or logDays, or have an operator raise quotas.storedBytes.`,
    { storage: { storedBytes, limitBytes } },
    retryProjectSeconds,
  );
}
