import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { problem, problemContentType } from "@countersign/wire";
import { securityHeaders } from "./headers.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A port that is taken from the start, with what serves it given later. */
export interface Listener {
  server: Server;
  /** Where it listens: `http://host:port`. */
  url: string;
  /** From now on requests go to this handler. Until then each is answered 503. */
  serve(handler: Handler): void;
  /**
   * Accepts no connection any more and resolves once the requests under way are answered; those that take longer
   * than `graceMs` are cut.
   */
  close(graceMs: number): Promise<void>;
}

/** A connection that sends its head or its request slower than this is closed, whoever it is. */
const limits = {
  headersTimeout: 15_000,
  // A large import over a slow line is the longest request that is meant to work.
  requestTimeout: 300_000,
  keepAliveTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
};
const maxConnections = 8_192;

/** Takes the port, or rejects where another process has it. */
export async function listen(host: string, port: number): Promise<Listener> {
  let handler: Handler = notReady;
  let closing = false;
  const server = createServer(limits, (request, response) => {
    if (closing) response.shouldKeepAlive = false;
    handler(request, response);
  });
  server.maxConnections = maxConnections;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  return {
    server,
    url: urlOf(server.address() as AddressInfo),
    serve(next) {
      handler = next;
    },
    async close(graceMs) {
      closing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A kept-alive connection becomes idle only after the answer under way.
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearInterval(idle);
      clearTimeout(cut);
    },
  };
}

/** What a request gets before the service can serve: the store is opening, or migrating. */
function notReady(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { ...securityHeaders, "content-type": problemContentType, "retry-after": "1" });
  response.end(
    JSON.stringify(problem("not_ready", { detail: "The service is starting. Try again in a second." })),
  );
}

function urlOf({ address, port, family }: AddressInfo): string {
  const host = address === "0.0.0.0" || address === "::" ? "127.0.0.1" : address;
  return `http://${family === "IPv6" && host.includes(":") ? `[${host}]` : host}:${port}`;
}
