import type { Clock } from "@countersign/wire";
import { createExpiringCache, type ExpiringCache } from "../db/index.ts";

/** An erased subject's key may live on in other processes' caches: this bounds for how long. */
export const maxHeldMs = 60_000;

/** Keys that were loaded lately, each for a minute at most. What isn't found isn't cached. */
export function createKeyCache<Key>(capacity: number, clock: Clock): ExpiringCache<Key | null> {
  return createExpiringCache<Key | null>({
    clock,
    maxAgeMs: maxHeldMs,
    maxEntries: capacity,
    caches: (key) => key !== null,
  });
}
