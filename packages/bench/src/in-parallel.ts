/** Runs `work` `count` times, at most `concurrency` in parallel. */
export async function inParallel(
  count: number,
  concurrency: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: Math.min(count, concurrency) }, worker));
}

/** Runs `work` repeatedly, `concurrency` in parallel, until the time is up; returns how often. */
export async function forSeconds(
  seconds: number,
  concurrency: number,
  work: (index: number) => Promise<void>,
): Promise<number> {
  const until = performance.now() + seconds * 1000;
  let next = 0;
  const worker = async () => {
    while (performance.now() < until) await work(next++);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return next;
}

/**
 * Starts `work` at a fixed rate, whether or not earlier work has ended (an open loop), and waits
 * for all of it. `work` gets the time at which it was due: measured from then, the delays that a
 * slow system causes to later work count as well.
 */
export async function atRate(
  perSecond: number,
  seconds: number,
  work: (dueAt: number) => Promise<void>,
): Promise<number> {
  const count = Math.round(perSecond * seconds);
  const from = performance.now() + 5;
  const running: Promise<void>[] = [];
  let failed = false;
  while (running.length < count && !failed) {
    const dueSoFar = Math.min(count, Math.floor(((performance.now() - from) / 1000) * perSecond) + 1);
    while (running.length < dueSoFar) {
      const one = work(performance.timeOrigin + from + (running.length / perSecond) * 1000);
      one.catch(() => {
        failed = true;
      });
      running.push(one);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(running);
  return count;
}
