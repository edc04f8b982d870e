import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, Server as TcpServer } from "node:net";
import { clientAddresses } from "../door/address.ts";
import { createConnections, type DoorReason } from "../door/connections.ts";
import { cutOff, refuseEarly } from "../door/refuse.ts";
import type { EarlyRefusal } from "../refusals/surface-refusals.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A port that is bound at the start, with a handler that is set later. */
export interface Listener {
  server: Server;
  /** Its address: `http://host:port`. */
  url: string;
  /** From now on this handler gets the requests. Until then each gets 503. */
  serve(handler: Handler): void;
  /** Begins to listen, if it `joins` other processes; otherwise it does so already. */
  open(): Promise<void>;
  /** Aborted when `retire` or `close` is called. */
  closing: AbortSignal;
  /**
   * Leaves new connections to the other processes that listen. The open ones end with their next
   * response; those without a request stay for `lingerMs`, since a client may be about to send one.
   */
  retire(lingerMs: number): Promise<void>;
  /**
   * Stops accepting connections, and resolves once requests in progress are done; those that take
   * longer than `graceMs` are cut.
   */
  close(graceMs: number): Promise<void>;
}

/** How a listener protects itself. */
export interface ListenerOptions {
  /** How many connections one address may hold. */
  connectionsPerAddress: number;
  /** Maximum number of connections in total. */
  connections: number;
  /** CIDRs of proxies, which may hold more. */
  trustedProxies: readonly string[];
  /** Metrics of what was refused or ended here, before any route. */
  onRefused: (reason: DoorReason) => void;
  /** Where other processes of the service listen: this one joins them by `open`. Null: it binds the port. */
  joins: string | null;
}

const defaults: ListenerOptions = {
  connectionsPerAddress: 1024,
  connections: 8192,
  trustedProxies: [],
  onRefused: () => undefined,
  joins: null,
};

/** A connection that sends its head slower than this is closed, even a proxy's. */
const limits = {
  headersTimeout: 15_000,
  // Bodies have deadlines of their own, by their progress (`door/slow.ts`): this one is the last
  // resort.
  requestTimeout: 60 * 60 * 1000,
  // Load balancers keep connections for 60 s, and should be the ones to close them: a request sent on a
  // connection that was closed here is lost.
  keepAliveTimeout: 75_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
  // Checked here, since Node's own refusal has no body and none of our headers.
  requireHostHeader: false,
};
/** Room for the connections beyond the limit that get a refusal. */
const spare = 256;
const sweepMs = 1000;

/** Imports are stored while they are read, and may be gigabytes. */
export function isImport({ method, url }: IncomingMessage): boolean {
  return method === "POST" && url !== undefined && /^\/manage\/v1\/registry\/(people|crossings)\b/.test(url);
}

/** Binds the port (or leaves that to `open`), or rejects if another program has it. */
export async function listen(
  host: string,
  port: number,
  options: Partial<ListenerOptions> = {},
): Promise<Listener> {
  const {
    connectionsPerAddress,
    connections: total,
    trustedProxies,
    onRefused,
    joins,
  } = { ...defaults, ...options };
  const { isProxy } = clientAddresses(trustedProxies);
  const connections = createConnections(
    { perAddress: connectionsPerAddress, total, isProxy, isPatient: isImport },
    onRefused,
  );
  let handler: Handler = notReady;
  const closing = new AbortController();
  const refuseMalformed = (request: IncomingMessage, response: ServerResponse) => {
    onRefused("malformed");
    refuseEarly(response, request.url, "malformed_request");
  };
  const server = createServer(limits, (request, response) => {
    if (closing.signal.aborted) response.shouldKeepAlive = false;
    if (!connections.requested(request, response)) {
      if (!response.destroyed) refuseEarly(response, request.url, "rate_limited");
    } else if (request.headers.host === undefined && request.httpVersion !== "1.0")
      refuseMalformed(request, response);
    else handler(request, response);
  });
  server.on("checkExpectation", refuseMalformed);
  server.maxConnections = total + spare;
  server.on("connection", connections.opened);
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const under = connections.answering(socket);
    if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
    onRefused(error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? "slow" : "malformed");
    cutOff(socket, under?.response ?? null, under?.request?.url, refusalOf(error.code));
  });
  const sweeping = setInterval(() => {
    connections.sweep(performance.now(), ({ socket, request, response }) =>
      cutOff(socket, response, request?.url, "request_timeout"),
    );
  }, sweepMs);
  sweeping.unref();
  const bind = () =>
    new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, () => {
        server.off("error", reject);
        resolve();
      });
    });
  if (joins === null) await bind();
  return {
    server,
    url: joins ?? urlOf(server.address() as AddressInfo),
    serve(next) {
      handler = next;
    },
    async open() {
      if (joins !== null) await bind();
    },
    closing: closing.signal,
    async retire(lingerMs) {
      closing.abort();
      // Not `http.Server.close`, which ends idle connections at once.
      const ended = new Promise<void>((resolve) => TcpServer.prototype.close.call(server, () => resolve()));
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, lingerMs);
      await Promise.race([ended, late.promise]);
      clearTimeout(timer);
    },
    async close(graceMs) {
      closing.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A kept-alive connection becomes idle only after the response in progress. To Node, one that
      // was never used is not idle.
      const idle = setInterval(() => {
        server.closeIdleConnections();
        connections.closeUnused();
      }, 50);
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearInterval(idle);
      clearInterval(sweeping);
      clearTimeout(cut);
    },
  };
}

function refusalOf(code: string | undefined): EarlyRefusal {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return "headers_too_large";
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return "request_timeout";
    default:
      return "malformed_request";
  }
}

/** The response to a request before the service is ready: the store is opening, or migrating. */
function notReady(request: IncomingMessage, response: ServerResponse): void {
  refuseEarly(response, request.url, "not_ready");
}

function urlOf({ address, port, family }: AddressInfo): string {
  const host = address === "0.0.0.0" || address === "::" ? "127.0.0.1" : address;
  return `http://${family === "IPv6" && host.includes(":") ? `[${host}]` : host}:${port}`;
}
