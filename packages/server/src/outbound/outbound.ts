import type { Outbound, OutboundOptions } from "./contract.ts";

/** Throws a clear error for an entry of `allow` that is no CIDR. */
export function createOutbound(options: OutboundOptions): Outbound {
  throw new Error(`not built yet (${options.allow.length})`);
}
