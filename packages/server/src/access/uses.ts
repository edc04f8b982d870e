/**
 * When things were last used. Noted in memory on the way of a request and written by `flush`, so that no request waits
 * for it.
 */
export interface Uses {
  used(id: string): void;
  /** Writes what was noted since the last time. It does not reject: what could not be written is dropped, and logged. */
  flush(): Promise<void>;
}

interface UsesOptions {
  /** Milliseconds since the epoch; what is written is the time of the last use in this process. */
  clock: () => number;
  write(ids: string[], times: Date[]): Promise<unknown>;
  failed(err: unknown, count: number): void;
}

export function createUses({ clock, write, failed }: UsesOptions): Uses {
  let noted = new Map<string, number>();
  return {
    used: (id) => void noted.set(id, clock()),
    async flush() {
      if (noted.size === 0) return;
      const written = noted;
      noted = new Map();
      const times = Array.from(written.values(), (time) => new Date(time));
      try {
        await write([...written.keys()], times);
      } catch (err) {
        failed(err, written.size);
      }
    },
  };
}
