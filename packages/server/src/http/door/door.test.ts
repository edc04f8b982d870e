import { once } from "node:events";
import { type ClientRequest, request } from "node:http";
import { connect, type Socket } from "node:net";
import { afterEach, expect, onTestFinished, test } from "vitest";
import { type Listener, type ListenerOptions, listen } from "../listening/listener.ts";

/** The listener with real sockets; each address of 127.0.0.0/8 is a different client. */

const sockets: (Socket | ClientRequest)[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

async function started(options: Partial<ListenerOptions> = {}) {
  const refused: Record<string, number> = {};
  const onRefused: ListenerOptions["onRefused"] = (why) => {
    refused[why] = (refused[why] ?? 0) + 1;
  };
  const listener = await listen("127.0.0.1", 0, { ...options, onRefused });
  listener.serve((incoming, response) => {
    incoming.resume().once("end", () => response.end("served"));
  });
  onTestFinished(() => listener.close(0));
  return { listener, refused };
}

/** A connection that sends only this. */
function sends(listener: Listener, from: string, text: string): Socket {
  const port = Number(new URL(listener.url).port);
  const socket = connect({ port, host: "127.0.0.1", localAddress: from });
  socket.on("error", () => undefined);
  socket.write(text);
  sockets.push(socket);
  return socket;
}

/** Not `once`, which rejects on an error such as a reset. */
function closed(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.once("close", resolve));
}

async function textOf(socket: Socket): Promise<string> {
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
  });
  await closed(socket);
  return text;
}

async function status(listener: Listener, from: string): Promise<number> {
  const asking = request(listener.url, { localAddress: from, agent: false });
  asking.end();
  const [response] = await once(asking, "response");
  response.resume();
  return response.statusCode;
}

const stalled = "POST /check/get_photo HTTP/1.1\r\nhost: a\r\ncontent-length: 9000000\r\n\r\n{";

test("an address gets its share of connections and refusals beyond it; others are served", async () => {
  const { listener, refused } = await started({ connectionsPerAddress: 20 });
  const many = Array.from({ length: 20 }, () => sends(listener, "127.0.0.2", stalled));
  await Promise.all(many.map((socket) => once(socket, "connect")));
  const told = await textOf(sends(listener, "127.0.0.2", "GET /check/x HTTP/1.1\r\nhost: a\r\n\r\n"));
  expect(told).toMatch(/^HTTP\/1.1 429 /);
  expect(told.toLowerCase()).toContain("retry-after: 1");
  expect(told).toContain('"statusCode":10429');
  const dropped = Array.from({ length: 100 }, () => sends(listener, "127.0.0.2", ""));
  await Promise.race(dropped.map((socket) => closed(socket)));
  expect(await status(listener, "127.0.0.3")).toBe(200);
  expect(refused.connections).toBeGreaterThan(0);
});

test("where there are too many in all, who holds most loses the oldest that waits for its client", async () => {
  const { listener, refused } = await started({ connections: 30 });
  const first = sends(listener, "127.0.0.2", stalled);
  await once(first, "connect");
  const many = Array.from({ length: 29 }, () => sends(listener, "127.0.0.2", stalled));
  await Promise.all(many.map((socket) => once(socket, "connect")));
  const lost = once(first, "close");
  expect(await status(listener, "127.0.0.3")).toBe(200);
  await lost;
  expect(refused.evicted).toBe(1);
  for (const from of ["127.0.0.4", "127.0.0.5"]) expect(await status(listener, from)).toBe(200);
});

test("a trusted proxy holds as many as there are", async () => {
  const { listener } = await started({ connectionsPerAddress: 5, trustedProxies: ["127.0.0.9/32"] });
  const many = Array.from({ length: 20 }, () => sends(listener, "127.0.0.9", stalled));
  await Promise.all(many.map((socket) => once(socket, "connect")));
  expect(await status(listener, "127.0.0.9")).toBe(200);
});

test.each([
  ["nonsense\r\n\r\n", 400, "malformed_request"],
  ["GET / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n", 400, "malformed_request"],
  [`GET /${"a".repeat(20_000)} HTTP/1.1\r\nhost: a\r\n\r\n`, 431, "headers_too_large"],
  [`GET / HTTP/1.1\r\nhost: a\r\nx: ${"a".repeat(20_000)}\r\n\r\n`, 431, "headers_too_large"],
  [
    `POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n1;${"a".repeat(40_000)}\r\n`,
    400,
    "malformed_request",
  ],
  [
    "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\ncontent-length: 3\r\n\r\n",
    400,
    "malformed_request",
  ],
])("what is no HTTP is answered as a problem, and the connection ends: %#", async (text, code, name) => {
  const { listener, refused } = await started();
  const answer = await textOf(sends(listener, "127.0.0.2", text));
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${code} `));
  expect(answer).toContain("application/problem+json");
  expect(answer).toContain("x-content-type-options: nosniff");
  expect(answer).toContain(`"code":"${name}"`);
  expect(refused.malformed).toBe(1);
});

test("hundreds of requests on one connection at once end it", async () => {
  const { listener, refused } = await started();
  listener.serve(() => undefined); // as if each took long
  const socket = sends(listener, "127.0.0.2", "GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n".repeat(500));
  await closed(socket);
  expect(refused.pipelined).toBeGreaterThan(0);
  listener.serve((_request, response) => response.end());
  expect(await status(listener, "127.0.0.2")).toBe(200);
});

test("a connection is kept for longer than balancers keep theirs", async () => {
  const { listener } = await started();
  const answer = await fetch(listener.url);
  expect(answer.headers.get("keep-alive")).toBe("timeout=75");
  await answer.text();
});
