import ipaddr from "ipaddr.js";
import { type Cidr, parseCidr } from "./address-ranges.ts";

/** Parses the exempt networks. Throws an error that names the entry which is no CIDR. */
export function parseAllowList(entries: readonly string[]): Cidr[] {
  return entries.map((entry) => {
    // Four decimal parts only: an entry that two parsers could read in two ways must not open a network.
    const plain = ipaddr.IPv4.isValidCIDRFourPartDecimal(entry) || ipaddr.IPv6.isValidCIDR(entry);
    if (plain) return parseCidr(entry);
    throw new Error(
      `COUNTERSIGN_OUTBOUND_ALLOW: "${entry}" is no CIDR; write networks such as 10.1.0.0/16, 127.0.0.1/32 or fd12::/64.`,
    );
  });
}
