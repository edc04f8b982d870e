import type { Inbox, Taken } from "./inbox.ts";

/**
 * An inbox in memory, for tests and development: it forgets everything when the process ends, and
 * the oldest ids beyond `maxIds` (default 100,000). It has no transaction: `tx` is undefined, and
 * what a handler wrote before it failed remains.
 */
export function memoryInbox({ maxIds = 100_000 }: { maxIds?: number } = {}): Inbox<undefined> {
  const running = new Map<string, Promise<unknown>>();
  const taken = new Set<string>();
  const streams = new Map<string, number>();

  return {
    async once<Result>(id: string, effect: Parameters<Inbox<undefined>["once"]>[1]): Promise<Taken<Result>> {
      for (let other = running.get(id); other !== undefined; other = running.get(id)) await settled(other);
      if (taken.has(id)) return { duplicate: true };
      const advanced = new Map<string, number>();
      const run = (async () =>
        effect({
          tx: undefined,
          async advance(stream, sequence) {
            if (sequence <= (advanced.get(stream) ?? streams.get(stream) ?? -1)) return false;
            advanced.set(stream, sequence);
            return true;
          },
        }))();
      running.set(id, run);
      try {
        const result = (await run) as Result;
        for (const [stream, sequence] of advanced)
          streams.set(stream, Math.max(sequence, streams.get(stream) ?? 0));
        remember(id);
        return { duplicate: false, result };
      } finally {
        running.delete(id);
      }
    },
  };

  function remember(id: string): void {
    taken.add(id);
    for (const oldest of taken) {
      if (taken.size <= maxIds) break;
      taken.delete(oldest);
    }
  }
}

async function settled(promise: Promise<unknown>): Promise<void> {
  await promise.catch(() => {});
}
