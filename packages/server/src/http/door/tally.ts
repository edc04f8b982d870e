import type { AuditEntry } from "../../access/index.ts";

/** An event to audit that may happen thousands of times per second. */
interface Tallied extends Omit<AuditEntry, "details"> {
  surface: string;
}

/**
 * Audit records of events that may come as a flood: the first of a kind in a minute is written
 * immediately, the others of that minute are counted and written as one record at its end. Beyond a
 * number of kinds per minute all others count as one kind, so that a distributed flood can't fill the
 * table either.
 */
export interface Tally {
  add(entry: Tallied): void;
  /** Writes the pending counts. */
  flush(): Promise<void>;
}

const minuteMs = 60_000;
const maxKinds = 100;

export function createTally(clock: () => number, write: (entry: AuditEntry) => Promise<void>): Tally {
  let kinds = new Map<string, { entry: AuditEntry; surface: string; more: number }>();
  let minute = Number.NaN;
  let writing: Promise<unknown> = Promise.resolve();

  const put = (entry: AuditEntry, surface: string, count: number) => {
    const written = write({ ...entry, details: { surface, count } });
    writing = Promise.all([writing, written]);
  };
  const writeCounted = () => {
    for (const { entry, surface, more } of kinds.values()) if (more > 0) put(entry, surface, more);
    kinds = new Map();
  };

  return {
    add({ surface, ...entry }) {
      const now = Math.floor(clock() / minuteMs);
      if (now !== minute) writeCounted();
      minute = now;
      const rest = { actor: { kind: "anonymous", id: "unknown" }, action: entry.action } as const;
      const name = JSON.stringify([entry.action, surface, entry.address, entry.actor.id, entry.target]);
      const [key, kept, of] =
        kinds.has(name) || kinds.size < maxKinds
          ? [name, entry, surface]
          : [`rest of ${entry.action}`, rest, "all"];
      const kind = kinds.get(key);
      if (kind !== undefined) kind.more++;
      else {
        kinds.set(key, { entry: kept, surface: of, more: 0 });
        put(kept, of, 1);
      }
    },
    async flush() {
      writeCounted();
      await writing;
    },
  };
}
