import type { Taken } from "./quotas.ts";

/** As long as another process may grant what this one has granted already. */
const everyMs = 50;

/**
 * Sums up by bucket what was taken, and passes it on at most every 50 ms: whoever has many calls
 * must not cause as many messages.
 */
export function gatherTaken(send: (taken: Taken[]) => void): { add(taken: Taken): void; stop(): void } {
  let sums = new Map<string, Taken>();
  let timer: NodeJS.Timeout | undefined;
  const sendSums = () => {
    clearTimeout(timer);
    timer = undefined;
    const taken = [...sums.values()].filter(({ count }) => count !== 0);
    sums = new Map();
    if (taken.length > 0) send(taken);
  };
  return {
    add({ bucket, rate, count }) {
      sums.set(bucket, { bucket, rate, count: (sums.get(bucket)?.count ?? 0) + count });
      timer ??= setTimeout(sendSums, everyMs);
    },
    stop: sendSums,
  };
}
