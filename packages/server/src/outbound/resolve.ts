import { lookup } from "node:dns/promises";
import type { Resolve } from "./contract.ts";

/** All addresses by the system's resolver, hosts file included, in the order it prefers. */
export async function systemResolve(hostname: string): Promise<string[]> {
  const found = await lookup(hostname, { all: true, order: "verbatim" });
  return found.map(({ address }) => address);
}

/**
 * Lets callers that ask for the same name at the same time share one lookup. The system's resolver works on
 * a few threads; one slow name must not take them all.
 */
export function sharing(resolve: Resolve): Resolve {
  const underWay = new Map<string, Promise<string[]>>();
  return (hostname) => {
    const shared = underWay.get(hostname);
    if (shared) return shared;
    const started = resolve(hostname).finally(() => underWay.delete(hostname));
    underWay.set(hostname, started);
    return started;
  };
}
