import type { Clock } from "@countersign/wire";
import type { Db } from "./transaction.ts";

type Load<Value> = () => Promise<Value>;

/** A bounded map of values read from the store, each trusted for a while. */
export interface ExpiringCache<Value> {
  /**
   * The cached value, otherwise the one that `load` reads from `db`. Concurrent callers share a load;
   * within a transaction each has its own.
   */
  get(key: string, db: Pick<Db, "isTransaction">, load: Load<Value>): Promise<Value>;
  /** The cached value, or undefined. */
  peek(key: string): Value | undefined;
  /** Caches a value that was read elsewhere. */
  put(key: string, value: Value): void;
  /** Drops one value. Values that are being loaded at this moment are not cached. */
  drop(key: string): void;
  /** The same for the values of a group, or for all. */
  dropGroup(group: string | null): void;
  /** Number of drops so far: a caller that reads values elsewhere must not cache them if it has changed. */
  drops(): number;
}

/**
 * Which values were used recently is not tracked: moving an entry at each use made the map outgrow
 * its table every few uses, 400 bytes of garbage per event that only a full collection found.
 *
 * @param options.caches whether a loaded value is cached; all are by default.
 * @param options.groupOf the group that a value belongs to; its key by default.
 */
export function createExpiringCache<Value>(options: {
  clock: Clock;
  maxAgeMs: number;
  maxEntries: number;
  caches?: (value: Value) => boolean;
  groupOf?: (key: string, value: Value) => string;
}): ExpiringCache<Value> {
  const { clock, maxAgeMs, maxEntries, caches = () => true, groupOf = (key: string) => key } = options;
  // A Map keeps the order of insertion: the first entry is the one that was loaded longest ago.
  const entries = new Map<string, { value: Value; until: number }>();
  /** Loads that began after the last drop. */
  const loading = new Map<string, Promise<Value>>();
  // Counts drops, so that a load that began before a drop doesn't restore the old value.
  let drops = 0;

  return {
    get(key, db, load) {
      const known = entries.get(key);
      if (known && isTrusted(known.until)) return Promise.resolve(known.value);
      // A caller that holds a connection must not wait for a load that may be waiting for a free one.
      if (db.isTransaction) return read(key, load);
      const shared = loading.get(key);
      // If it fails, its caller's own connection may have been the reason.
      if (shared) return shared.catch(load);
      const own = read(key, load).finally(() => {
        if (loading.get(key) === own) loading.delete(key);
      });
      loading.set(key, own);
      return own;
    },
    peek(key) {
      const known = entries.get(key);
      return known && isTrusted(known.until) ? known.value : undefined;
    },
    put: (key, value) => hold(key, value, clock() + maxAgeMs),
    drop(key) {
      drops++;
      loading.clear();
      entries.delete(key);
    },
    dropGroup(group) {
      drops++;
      loading.clear();
      if (group === null) entries.clear();
      for (const [key, { value }] of entries) if (groupOf(key, value) === group) entries.delete(key);
    },
    drops: () => drops,
  };

  /** Never for longer than `maxAgeMs`, even if the clock was set back. */
  function isTrusted(until: number): boolean {
    const leftMs = until - clock();
    return leftMs > 0 && leftMs <= maxAgeMs;
  }

  async function read(key: string, load: Load<Value>): Promise<Value> {
    const dropsBefore = drops;
    // From before the load: the row may change while it is being read.
    const until = clock() + maxAgeMs;
    const value = await load();
    if (drops === dropsBefore && caches(value)) hold(key, value, until);
    return value;
  }

  function hold(key: string, value: Value, until: number): void {
    entries.delete(key);
    entries.set(key, { value, until });
    if (entries.size <= maxEntries) return;
    for (const oldest of entries.keys()) {
      entries.delete(oldest);
      break;
    }
  }
}
