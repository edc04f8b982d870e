/** The target of a checked URL: what to connect to, and what to request there. */
export interface Target {
  protocol: "http:" | "https:";
  /** Scheme, host and port: connections belong to an origin. */
  origin: string;
  /** A name, or an address without brackets. */
  host: string;
  kind: "name" | "local-name" | "address";
  port: number;
  /** Path and query. */
  path: string;
}

/** `address:port`, with an IPv6 address in brackets. */
export function endpoint(address: string, port: number): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
