import type { Topology } from "../topology/topology.ts";

const patienceMs = 120_000;
const pauseMs = 100;

/**
 * Resolves to the milliseconds until the store accepts durable writes and every service is ready.
 *
 * @throws Error if that takes two minutes: it doesn't heal.
 */
export async function untilHealthy({ store, slots }: Topology): Promise<number> {
  const begun = Date.now();
  const isOver = () => Date.now() - begun > patienceMs;
  for (;;) {
    try {
      await store.untilHealthy();
      break;
    } catch (error) {
      if (isOver()) throw new Error("the store did not heal within two minutes", { cause: error });
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  for (const { name, url } of slots) {
    while (!(await isReady(url()))) {
      if (isOver()) throw new Error(`${name} was not ready within two minutes after a fault`);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  return Date.now() - begun;
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}
