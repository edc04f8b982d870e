import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";

/** Determines the address behind connections and requests, also behind proxies. */
export interface ClientAddresses {
  /** Whether the peer of a connection is a trusted proxy. */
  isProxy(peer: string | undefined): boolean;
  /**
   * The address that a request came from: its connection's, or if that is a trusted proxy's, the last
   * one in `X-Forwarded-For` that is not. Entries before it were written by the sender of the request.
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
        // If a trusted proxy writes no address, the last known one counts.
        if (address === null) break;
        nearest = address.toString();
        if (!isProxy(nearest)) break;
      }
      return nearest;
    },
  };
}

/**
 * The key that limits are counted by: an IPv4 address, or the /64 of an IPv6 address, since its owner
 * has all addresses of it.
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

/** In its shortest form. An IPv4 address that a dual-stack socket shows as IPv6 counts as IPv4. */
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
