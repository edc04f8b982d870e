import { once } from "node:events";
import { expect, test } from "vitest";
import type { OutboundStreamRequest, StreamResult } from "./contract.ts";
import { caller, outbound, receiver } from "./testing/receivers.ts";

const ask = (url: string, more: Partial<OutboundStreamRequest> = {}): OutboundStreamRequest => ({
  ...caller,
  url,
  method: "POST",
  headers: {},
  body: "{}",
  timeoutMs: 2000,
  idleMs: 200,
  ...more,
});

function answered(result: StreamResult): Extract<StreamResult, { kind: "answered" }> {
  if (result.kind !== "answered") throw new Error(`${result.reason}: ${result.detail}`);
  return result;
}

async function read(body: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

test("gives the head at once and the body as it comes", async () => {
  const more = Promise.withResolvers<void>();
  const url = await receiver(async (_request, response) => {
    response.writeHead(200, { "set-cookie": ["a=1", "b=2"] });
    response.write("first ");
    await more.promise;
    response.end("second");
  });
  const { status, headers, body } = answered(await outbound().stream(ask(url, { idleMs: 2000 })));
  expect([status, headers["set-cookie"]]).toEqual([200, ["a=1", "b=2"]]);
  more.resolve();
  expect(await read(body)).toBe("first second");
});

test("keeps no more in memory than its reader lets pile up", async () => {
  let written = 0;
  let paused = false;
  const url = await receiver(async (_request, response) => {
    response.writeHead(200);
    const piece = Buffer.alloc(64 * 1024);
    for (; written < 64 * 1024 * 1024; written += piece.length) {
      if (response.write(piece)) continue;
      paused = true;
      await once(response, "drain");
    }
    response.end();
  });
  const { body } = answered(await outbound().stream(ask(url)));
  await once(body, "readable");
  await expect.poll(() => paused).toBe(true);
  expect(body.readableLength).toBeLessThan(1024 * 1024);
  expect(written).toBeLessThan(32 * 1024 * 1024);
  let size = 0;
  for await (const piece of body) size += piece.length;
  expect(size).toBe(64 * 1024 * 1024);
});

test("reuses a connection once a response was read, and only then", async () => {
  const ports: (number | undefined)[] = [];
  const url = await receiver((request, response) => {
    ports.push(request.socket.remotePort);
    response.end("x".repeat(100_000));
  });
  const client = outbound();
  const first = answered(await client.stream(ask(url)));
  const second = answered(await client.stream(ask(url)));
  await Promise.all([read(first.body), read(second.body)]);
  const third = answered(await client.stream(ask(url)));
  await read(third.body);
  expect(ports[1]).not.toBe(ports[0]);
  expect(ports.slice(0, 2)).toContain(ports[2]);
});

test("fails a body that pauses for too long", async () => {
  const url = await receiver((_request, response) => {
    response.writeHead(200);
    response.write("x".repeat(1000));
  });
  const slow = answered(await outbound().stream(ask(url, { idleMs: 50 })));
  await expect(read(slow.body)).rejects.toThrow("time ran out");
});

test("fails a body whose sender dies, or whose reader's signal says so", async () => {
  const url = await receiver((request, response) => {
    response.writeHead(200, { "content-length": "1000" });
    response.write("half", () => request.url === "/dies" && response.destroy());
  });
  const client = outbound();
  const dying = answered(await client.stream(ask(`${url}/dies`)));
  await expect(read(dying.body)).rejects.toThrow("before the response was complete");
  const abort = new AbortController();
  const aborted = answered(await client.stream(ask(url, { signal: abort.signal, idleMs: 5000 })));
  abort.abort();
  await expect(read(aborted.body)).rejects.toThrow("aborted");
});

test("keeps the rules of every call", async () => {
  const closed = outbound({ allow: [] });
  const refused = await closed.stream(ask("http://127.0.0.1:1/"));
  expect(refused).toMatchObject({ kind: "failed", reason: "refused-address" });
  const client = outbound();
  const reserved = await client.stream(ask("http://127.0.0.1:1025/", { headers: { Host: "x" } }));
  expect(reserved).toMatchObject({ kind: "failed", reason: "protocol" });
  const silent = await receiver(() => {});
  expect(await client.stream(ask(silent, { timeoutMs: 50 }))).toMatchObject({ reason: "timeout" });
  const busy = outbound({ maxConnectionsPerOrigin: 1, maxWaitingPerOrigin: 0 });
  const open = await receiver((_request, response) => void response.writeHead(200).write("x"));
  const held = answered(await busy.stream(ask(open, { idleMs: 5000 })));
  expect(await busy.stream(ask(open))).toMatchObject({ reason: "busy" });
  held.body.destroy();
  const next = answered(await busy.stream(ask(open)));
  next.body.destroy();
});
