/** What a checked URL asks to connect to, and what to ask for there. */
export interface Target {
  protocol: "http:" | "https:";
  /** Scheme, host and port: what a connection belongs to. */
  origin: string;
  /** A name, or an address without brackets. */
  host: string;
  kind: "name" | "local-name" | "address";
  port: number;
  /** Path and query. */
  path: string;
}

/** `address:port`, the address in brackets where it is an IPv6 one. */
export function endpoint(address: string, port: number): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
