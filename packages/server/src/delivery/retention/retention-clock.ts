import type { Clock } from "@countersign/wire";
import type { Db } from "../../db/index.ts";
import { type Reached, reachedBy, type Seen } from "./reached.ts";

/** The times that a run of retention uses, in milliseconds since the epoch. */
interface RetentionTime {
  /** The store's clock. For what can be undone. */
  now: number;
  /**
   * A lower bound of the current time, by what this service has seen pass. It decides what is
   * destroyed.
   */
  certain: number;
}

/** Advances `retention_clock`. */
export interface RetentionClock {
  /** To be called at each run of retention, by every process that runs it. */
  advance(db: Db): Promise<RetentionTime>;
}

/**
 * @param deps.storeNow the store's clock, in milliseconds since the epoch.
 * @param deps.monotonic milliseconds of a monotonic clock.
 */
export function createRetentionClock(deps: {
  storeNow: () => Promise<number>;
  monotonic?: Clock;
}): RetentionClock {
  const { storeNow, monotonic = () => performance.now() } = deps;
  let seen: Seen | null = null;

  return {
    async advance(db) {
      const now = await storeNow();
      const row = await db
        .selectFrom("retentionClock")
        .select(["reached", "ranAt", "version"])
        .executeTakeFirstOrThrow();
      const at = monotonic();
      const known: Reached = {
        reached: row.reached.getTime(),
        ranAt: row.ranAt.getTime(),
        version: row.version,
      };
      const { reached, version } = reachedBy(known, seen, { now, monotonic: at });
      const moved = await db
        .updateTable("retentionClock")
        .set({ reached: new Date(reached), ranAt: new Date(now), version })
        .where("version", "=", row.version)
        .returning("version")
        .executeTakeFirst();
      // Another process moved it meanwhile: time that both have seen pass counts once.
      seen = moved ? { version, at } : null;
      return { now, certain: Math.min(now, moved ? reached : known.reached) };
    },
  };
}
