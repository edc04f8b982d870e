import ipaddr from "ipaddr.js";

/** The kind of a forbidden address. */
export type AddressRange =
  | "unspecified"
  | "loopback"
  | "private"
  | "link-local"
  | "carrier-grade-nat"
  | "metadata"
  | "multicast"
  | "broadcast"
  | "documentation"
  | "benchmarking"
  | "ipv4-in-ipv6"
  | "translation"
  | "tunnel"
  | "reserved";

type Address = ipaddr.IPv4 | ipaddr.IPv6;
/** A parsed CIDR. */
export type Cidr = [Address, number];

/**
 * Special-purpose IPv4 ranges: IANA's registry (RFC 6890 and its updates) without the few that are
 * globally reachable hosts, plus the metadata addresses of the large clouds. The first match names
 * the range.
 */
const ipv4Ranges: [AddressRange, string[]][] = [
  [
    "metadata",
    ["169.254.169.254/32", "169.254.170.2/32", "100.100.100.200/32", "168.63.129.16/32", "192.0.0.192/32"],
  ],
  ["unspecified", ["0.0.0.0/8"]],
  ["loopback", ["127.0.0.0/8"]],
  ["private", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]],
  ["link-local", ["169.254.0.0/16"]],
  ["carrier-grade-nat", ["100.64.0.0/10"]],
  ["documentation", ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "233.252.0.0/24"]],
  ["benchmarking", ["198.18.0.0/15"]],
  ["multicast", ["224.0.0.0/4"]],
  ["broadcast", ["255.255.255.255/32"]],
  ["tunnel", ["192.88.99.0/24", "192.52.193.0/24"]],
  ["reserved", ["192.0.0.0/24", "192.31.196.0/24", "192.175.48.0/24", "240.0.0.0/4"]],
];

/**
 * For IPv6 it is the reverse: only 2000::/3 is assigned to hosts at all, so that everything outside
 * of it is forbidden, and special ranges inside of it are listed here.
 */
const ipv6Ranges: [AddressRange, string[]][] = [
  ["metadata", ["fd00:ec2::254/128", "fd20:ce::254/128", "fe80::a9fe:a9fe/128"]],
  ["unspecified", ["::/128"]],
  ["loopback", ["::1/128"]],
  // Mapped, compatible and "SIIT" forms: refused whatever address they contain, since no name of a
  // real receiver resolves to one, and parsers may disagree about them.
  ["ipv4-in-ipv6", ["::ffff:0:0/96", "::/96", "::ffff:0:0:0/96"]],
  ["translation", ["64:ff9b::/96", "64:ff9b:1::/48"]],
  ["private", ["fc00::/7", "fec0::/10"]],
  ["link-local", ["fe80::/10"]],
  ["multicast", ["ff00::/8"]],
  ["documentation", ["2001:db8::/32", "3fff::/20"]],
  ["benchmarking", ["2001:2::/48"]],
  ["tunnel", ["2001::/32", "2002::/16", "2001:3::/32"]],
  ["reserved", ["2001::/23", "2620:4f:8000::/48"]],
];
const assignedIpv6 = parseCidr("2000::/3");

const ranges = {
  ipv4: ipv4Ranges.map(([range, cidrs]) => [range, cidrs.map(parseCidr)] as const),
  ipv6: ipv6Ranges.map(([range, cidrs]) => [range, cidrs.map(parseCidr)] as const),
};

/** Throws unless the text is a CIDR with a network address in canonical form. */
export function parseCidr(text: string): Cidr {
  return ipaddr.parseCIDR(text);
}

/** Whether the address is inside one of the CIDRs of its own family. */
export function isInside(address: string, cidrs: readonly Cidr[]): boolean {
  const parsed = ipaddr.parse(address);
  return cidrs.some((cidr) => matches(parsed, cidr));
}

/**
 * The forbidden range that holds this address (canonical text, no zone, no brackets), or null for a
 * public one.
 */
export function forbiddenRange(address: string): AddressRange | null {
  const parsed = ipaddr.parse(address);
  for (const [range, cidrs] of ranges[parsed.kind()]) {
    if (cidrs.some((cidr) => matches(parsed, cidr))) return range;
  }
  if (parsed.kind() === "ipv6" && !matches(parsed, assignedIpv6)) return "reserved";
  return null;
}

function matches(address: Address, [network, bits]: Cidr): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}
