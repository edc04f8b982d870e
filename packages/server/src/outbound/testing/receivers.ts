import { once } from "node:events";
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { Caller, Outbound, OutboundOptions, OutboundRequest, SendResult } from "../contract.ts";
import { createOutbound } from "../outbound.ts";

/** A client that may call loopback; closed after the test. */
export function outbound(options: Partial<OutboundOptions> = {}): Outbound {
  const client = createOutbound({ allow: ["127.0.0.0/8"], ...options });
  onTestFinished(() => client.close());
  return client;
}

/** Listens on loopback until the end of the test; resolves to the port. */
export async function listen(server: net.Server): Promise<number> {
  const sockets = new Set<net.Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Resolves to the origin of an HTTP server. */
export const receiver = async (handler: http.RequestListener) =>
  `http://127.0.0.1:${await listen(http.createServer(handler))}`;
/** Resolves to the origin of a server that writes raw bytes. */
export const rawReceiver = async (onConnection: (socket: net.Socket) => void) =>
  `http://127.0.0.1:${await listen(net.createServer(onConnection))}`;

/** The default caller of tests. */
export const caller: Caller = { purpose: "webhook", projectId: "SV9jB5pEUcoJtVbfZc4hq" };

export const request = (url: string, more: Partial<OutboundRequest> = {}): OutboundRequest => ({
  ...caller,
  url,
  method: "POST",
  headers: { "content-type": "application/json" },
  body: '{"a":1}',
  timeoutMs: 5000,
  maxResponseBytes: 1000,
  ...more,
});

export function answered(result: SendResult): Extract<SendResult, { kind: "answered" }> {
  if (result.kind !== "answered") throw new Error(`${result.reason}: ${result.detail}`);
  return result;
}
