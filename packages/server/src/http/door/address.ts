import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";

/** Tells whose connections and requests those of one address are, behind proxies too. */
export interface ClientAddresses {
  /** Whether the peer of a connection is a proxy whose word on addresses counts. */
  isProxy(peer: string | undefined): boolean;
  /**
   * The address that a request came from: its connection's, or where that is a trusted proxy's, the
   * last one in `X-Forwarded-For` that is not. What stands before it in the header was written by
   * whoever sent the request.
   */
  of(request: Pick<IncomingMessage, "headers" | "socket">): string;
}

/** @param trusted CIDRs, each valid. */
export function clientAddresses(trusted: readonly string[]): ClientAddresses {
  const ranges = trusted.map((cidr) => ipaddr.parseCIDR(cidr));
  const isProxy = (peer: string | undefined) => {
    const address = ranges.length === 0 ? null : parsed(peer);
    return address !== null && ranges.some(([net, bits]) => within(address, net, bits));
  };
  return {
    isProxy,
    of({ headers, socket }) {
      const peer = plain(socket.remoteAddress);
      if (!isProxy(peer)) return peer;
      const forwarded = [headers["x-forwarded-for"] ?? []].flat().join(",").split(",");
      let nearest = peer;
      for (const each of forwarded.reverse()) {
        const address = parsed(each.trim());
        // A proxy that is trusted and writes no address leaves nothing to go by but the last one
        // known.
        if (address === null) break;
        nearest = address.toString();
        if (!isProxy(nearest)) break;
      }
      return nearest;
    },
  };
}

/**
 * What limits are counted by: an IPv4 address, or the /64 of an IPv6 address, since whoever has one
 * of these has all of its addresses.
 */
export function addressKey(address: string): string {
  if (!address.includes(":")) return address;
  const read = parsed(address);
  if (read === null || read.kind() === "ipv4") return read?.toString() ?? address;
  return `${(read as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(":")}::/64`;
}

/** In its shortest form; an IPv4 address that a dual-stack socket shows as IPv6 is one. */
function plain(address: string | undefined): string {
  if (address === undefined) return "unknown";
  return address.includes(":") ? (parsed(address)?.toString() ?? address) : address;
}

function parsed(address: string | undefined): ipaddr.IPv4 | ipaddr.IPv6 | null {
  return address !== undefined && ipaddr.isValid(address) ? ipaddr.process(address) : null;
}

function within(address: ipaddr.IPv4 | ipaddr.IPv6, net: ipaddr.IPv4 | ipaddr.IPv6, bits: number): boolean {
  return address.kind() === net.kind() && address.match(net, bits);
}
