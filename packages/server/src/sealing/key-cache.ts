import type { Clock } from "@countersign/wire";
import type { Db } from "../db/index.ts";

export interface KeyCache<Key> {
  /**
   * The key that is held, else the one that `load` finds by asking `db`. What isn't found isn't held. Callers who ask
   * for the same key at once share a load; within a transaction each has its own.
   */
  get(id: string, db: Pick<Db, "isTransaction">, load: () => Promise<Key | null>): Promise<Key | null>;
  /** What is held now; null for nothing. */
  peek(id: string): Key | null;
  /** Counts drops: who loads keys by other means puts none back if there was one meanwhile. */
  drops(): number;
  /** Holds a key that was found by other means. */
  put(id: string, key: Key): void;
  drop(id: string): void;
}

/** An erased subject's key may live on in other processes' caches: this bounds for how long. */
export const longestHeldMs = 60_000;

/**
 * Keys loaded of late, at most so many, each for a minute at most. Which were used of late is not kept: to move an entry at
 * each use made the map outgrow its table every few uses, 400 bytes of garbage an event that only a full collection found.
 */
export function createKeyCache<Key>(capacity: number, clock: Clock): KeyCache<Key> {
  // A Map keeps the order of insertion: the first is the one loaded longest ago.
  const held = new Map<string, { key: Key; until: number }>();
  const loading = new Map<string, Promise<Key | null>>();
  // Counts drops, so that a load that began before one doesn't bring the key back.
  let drops = 0;

  return {
    async get(id, db, load) {
      const found = held.get(id);
      // Never longer than a minute, also where the clock was set back.
      const leftMs = found ? found.until - clock() : 0;
      if (found && leftMs > 0 && leftMs <= longestHeldMs) return found.key;
      held.delete(id);
      // Who holds a connection must not wait for a load that may be waiting for a free one.
      if (db.isTransaction) return loadAndHold(id, load);
      const shared = loading.get(id);
      // Where it fails, its caller's own connection may have been the reason.
      if (shared) return shared.catch(load);
      const own = loadAndHold(id, load).finally(() => {
        if (loading.get(id) === own) loading.delete(id);
      });
      loading.set(id, own);
      return own;
    },
    peek(id) {
      const found = held.get(id);
      return found && found.until > clock() ? found.key : null;
    },
    drops: () => drops,
    put: (id, key) => hold(id, key, clock() + longestHeldMs),
    drop(id) {
      drops++;
      held.delete(id);
      loading.delete(id);
    },
  };

  async function loadAndHold(id: string, load: () => Promise<Key | null>): Promise<Key | null> {
    const dropsBefore = drops;
    // From before the load: the row may be erased while it is on its way.
    const until = clock() + longestHeldMs;
    const key = await load();
    if (key === null || drops !== dropsBefore) return key;
    hold(id, key, until);
    return key;
  }

  function hold(id: string, key: Key, until: number): void {
    held.set(id, { key, until });
    const [oldest] = held.keys();
    if (held.size > capacity && oldest !== undefined) held.delete(oldest);
  }
}
