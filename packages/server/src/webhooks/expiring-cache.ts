import type { Clock } from "@countersign/wire";
import type { Db } from "../db/index.ts";

type Load<Value> = () => Promise<{ projectId: string; value: Value }>;

/** A bounded map of values that are trusted for a while, and forgotten by the project they belong to. */
export interface ExpiringCache<Value> {
  /**
   * The value that is trusted still, else the one that `load` reads by asking `db`. Callers who ask for the same one
   * meanwhile share the reading; within a transaction each has its own.
   */
  get(key: string, db: Pick<Db, "isTransaction">, load: Load<Value>): Promise<Value>;
  /** Forgets one project's values, or all; what is being loaded meanwhile is not kept either. */
  forget(projectId: string | null): void;
}

export function createExpiringCache<Value>(options: {
  clock: Clock;
  maxAgeMs: number;
  maxEntries: number;
}): ExpiringCache<Value> {
  const { clock, maxAgeMs, maxEntries } = options;
  const entries = new Map<string, { projectId: string; value: Value; until: number }>();
  /** Readings that began after the last change. */
  const underWay = new Map<string, Promise<Value>>();
  let changes = 0;

  return {
    get(key, db, load) {
      const known = entries.get(key);
      // Not longer either where the clock was set back.
      const leftMs = known ? known.until - clock() : 0;
      if (known && leftMs > 0 && leftMs <= maxAgeMs) return Promise.resolve(known.value);
      // Who holds a connection must not wait for a reading that may be waiting for a free one.
      if (db.isTransaction) return read(key, load);
      const shared = underWay.get(key);
      // Where it fails, its caller's own connection may have been the reason.
      if (shared) return shared.catch(async () => (await load()).value);
      const reading = read(key, load).finally(() => {
        if (underWay.get(key) === reading) underWay.delete(key);
      });
      underWay.set(key, reading);
      return reading;
    },
    forget(projectId) {
      changes++;
      underWay.clear();
      if (projectId === null) entries.clear();
      for (const [key, entry] of entries) if (entry.projectId === projectId) entries.delete(key);
    },
  };

  async function read(key: string, load: Load<Value>): Promise<Value> {
    const changesBefore = changes;
    const until = clock() + maxAgeMs;
    const { projectId, value } = await load();
    if (changes !== changesBefore) return value;
    // Put back at the end: the first entry is then the one that was loaded longest ago.
    entries.delete(key);
    entries.set(key, { projectId, value, until });
    if (entries.size > maxEntries) {
      for (const oldest of entries.keys()) {
        entries.delete(oldest);
        break;
      }
    }
    return value;
  }
}
