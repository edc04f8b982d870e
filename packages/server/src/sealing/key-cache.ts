import type { Clock } from "@countersign/wire";
import { createExpiringCache, type ExpiringCache } from "../db/index.ts";

/** Bounds how long an erased subject's key may stay in other processes' caches. */
export const maxHeldMs = 60_000;

/** Recently loaded keys, each for a minute at most. Missing keys are not cached. */
export function createKeyCache<Key>(capacity: number, clock: Clock): ExpiringCache<Key | null> {
  return createExpiringCache<Key | null>({
    clock,
    maxAgeMs: maxHeldMs,
    maxEntries: capacity,
    caches: (key) => key !== null,
  });
}
