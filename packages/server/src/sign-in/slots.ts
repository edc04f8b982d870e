/** Runs so many pieces of work at once; others wait in their order, and beyond `waiting` of them work is refused. */
export function createSlots({ atOnce, waiting }: { atOnce: number; waiting: number }): {
  run<Result>(work: () => Promise<Result>, refusal: () => Error): Promise<Result>;
} {
  let running = 0;
  const queue: (() => void)[] = [];
  return {
    async run(work, refusal) {
      if (running >= atOnce) {
        if (queue.length >= waiting) throw refusal();
        await new Promise<void>((resolve) => queue.push(resolve));
      } else running++;
      try {
        return await work();
      } finally {
        // The next waiting call takes over the slot.
        const next = queue.shift();
        if (next === undefined) running--;
        else next();
      }
    },
  };
}
