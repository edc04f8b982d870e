import type { Readable } from "node:stream";
import type { Registry } from "prom-client";
import type { AddressRange } from "./address-ranges.ts";

/**
 * The purpose of a call. Networks can be exempt from the address rules for some purposes only.
 * - `webhook`: deliveries, and tests of them
 * - `hook`: gates, which are called before something happens
 * - `gateway`: operations that a project's own upstream serves
 * - `registry`: HTTP sources of the registry; they belong to no project
 * - `payment`: the acquiring bank
 * - `sign-in`: the OpenID Connect provider, which belongs to no project
 * - `signature-code`: the gateway that sends applicants their one-time codes
 */
export const purposes = [
  "webhook",
  "hook",
  "gateway",
  "registry",
  "payment",
  "sign-in",
  "signature-code",
] as const;
export type Purpose = (typeof purposes)[number];

/**
 * The project and the purpose of a call: which networks it may reach, and which connections it may
 * use, depend on it.
 */
export interface Caller {
  purpose: Purpose;
  /** Null: the service itself, as for the registry. */
  projectId: string | null;
}

/**
 * Why an address may not be called. Codes are stable; `detail` is a sentence that names the fix.
 */
export interface AddressProblem {
  code:
    | "syntax"
    | "scheme"
    | "credentials"
    | "fragment"
    | "port"
    | "host"
    | "private-address"
    | "unresolvable";
  detail: string;
  /**
   * With `private-address` of a URL that contains the address itself: the kind of its range. What a
   * name resolves to is never shown: it would reveal a network's inside.
   */
  range?: AddressRange;
}

/** All addresses of a host name, as text. Rejects if there are none. */
type Resolve = (hostname: string) => Promise<string[]>;

export interface OutboundOptions {
  /**
   * Networks exempt from the private-address and https rules, with their scopes
   * (`COUNTERSIGN_OUTBOUND_ALLOW`).
   */
  allow: string[];
  /** Replaces hosts file, name servers, cached results and budgets. */
  resolve?: Resolve;
  /**
   * Name servers as `address`, `address:port` or `[address]:port`. Default: those of
   * `/etc/resolv.conf`.
   */
  dnsServers?: readonly string[] | undefined;
  /**
   * Connections of one project to one origin. Default 64. Requests beyond it wait, in order, within
   * their own timeout.
   */
  maxConnectionsPerOrigin?: number;
  /**
   * Connections of one project in all. Default 1024. Beyond it idle ones are closed; if all are in
   * use, a request fails at once as `busy`.
   */
  maxConnectionsPerProject?: number;
  /**
   * Requests that wait for a connection. Default 1000. Beyond it a request fails immediately as `busy`, so that an
   * address that hangs can't fill the memory.
   */
  maxWaitingPerOrigin?: number;
  /** Where the module's metrics are registered. Default: nowhere. */
  metrics?: Registry | undefined;
  /** PEM certificates to trust instead of the bundled roots. Default: Node's own. */
  trustedCertificates?: string[];
}

/** A TLS client certificate with its chain, and its private key: PEM. */
export interface ClientCertificate {
  certificate: string;
  key: string;
}

export interface OutboundRequest extends Caller {
  url: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD";
  /** The client itself sets `host`, `content-length`, `connection` and `transfer-encoding`. */
  headers: Record<string, string>;
  body?: string | Uint8Array;
  /** From the lookup to the last byte, including the wait for a free connection. */
  timeoutMs: number;
  /** More is discarded, and the connection closed. */
  maxResponseBytes: number;
  signal?: AbortSignal;
  /**
   * Whether the receiver can deduplicate, by an id in the request. Such a request is sent again, on
   * another connection, if an idle one turns out to be closed only after it was written. Default:
   * GET and HEAD.
   */
  repeatable?: boolean;
  /**
   * Presented to a server that requests one. Requests with different certificates never share a
   * connection. Reuse the object: its fingerprint is computed once.
   */
  clientCertificate?: ClientCertificate | undefined;
}

/**
 * Milliseconds by phase. A phase that did not happen is absent: `dns`, `connect` and `tls` on a
 * reused connection, `wait` if a connection was free or could be opened at once.
 */
export interface Timings {
  /** The wait for one of the project's connections to the origin. */
  wait?: number;
  dns?: number;
  connect?: number;
  tls?: number;
  /** From the request to the head of the response. */
  firstByte?: number;
  /** From the call of `send` to its result. */
  total: number;
}

export type FailureReason =
  | "refused-address"
  | "dns"
  | "connect"
  | "tls"
  | "timeout"
  | "reset"
  | "protocol"
  /** Nothing was sent: too many requests wait for a connection to this origin. */
  | "busy"
  | "aborted";

/** `detail` contains no part of the URL except its host, and no part of headers or bodies. */
export type SendResult =
  | {
      kind: "answered";
      status: number;
      /** Names in lower case; a repeated header's values are joined with `, `. */
      headers: Record<string, string>;
      body: Buffer;
      /** Whether the response was longer than `maxResponseBytes`. */
      truncated: boolean;
      /** `address:port` of the connection. */
      dialled: string;
      timings: Timings;
    }
  | { kind: "failed"; reason: FailureReason; detail: string; dialled?: string; timings: Timings };

/** A request whose response's body is streamed. */
export interface OutboundStreamRequest
  extends Pick<OutboundRequest, "url" | "purpose" | "projectId" | "method" | "headers" | "body" | "signal"> {
  /** From the lookup to the response's head, including the wait for a free connection. */
  timeoutMs: number;
  /** How long the response's body may pause while its reader waits for more. */
  idleMs: number;
}

/**
 * A response whose body is still to be read: to its end, or until `body.destroy()`. If it breaks
 * off, the body fails with an error that says why.
 */
export type StreamResult =
  | {
      kind: "answered";
      status: number;
      /** Names in lower case; several values of one name as a list. */
      headers: Record<string, string | string[]>;
      body: Readable;
      dialled: string;
    }
  | Extract<SendResult, { kind: "failed" }>;

/** The guarded HTTP client that every outgoing call uses. */
export interface Outbound {
  /**
   * For use when saving: checks syntax, scheme, literal addresses, and what a name resolves to now.
   */
  checkAddress(url: string, caller: Caller): Promise<AddressProblem | null>;
  /**
   * One request and its response. Never rejects, never follows a redirect; the address that was
   * checked is the one dialled, and no connection leads to one that was not. Connections are never
   * shared between projects, nor between purposes that may reach different networks.
   */
  send(request: OutboundRequest): Promise<SendResult>;
  /** The same for a response of any length, by the same rules; never sent twice. */
  stream(request: OutboundStreamRequest): Promise<StreamResult>;
  /** Refuses new requests, lets those in flight finish, closes all connections. */
  close(): Promise<void>;
}
