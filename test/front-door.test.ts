import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { serviceForFile, type TestService, until } from "./support/service.ts";

/**
 * Unauthenticated connections and bodies from one address don't lock out other addresses. Each of
 * 127.0.0.0/8 is a separate address: the attacker's is 127.0.0.2, the others' 127.0.0.3.
 */

const startedService = serviceForFile("front-door");
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

function hold(service: TestService, from: string, text: string): Socket {
  const { port } = new URL(service.url());
  const socket = connect({ port: Number(port), host: "127.0.0.1", localAddress: from });
  socket.on("error", () => undefined);
  socket.write(text);
  sockets.push(socket);
  return socket;
}

/** Makes a call from another address on a new connection, and returns its status. */
async function call(service: TestService, body: string): Promise<number> {
  const asking = request(`${service.url()}/check/get_photo`, {
    method: "POST",
    localAddress: "127.0.0.3",
    agent: false,
    headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) },
  });
  asking.end(body);
  const [response] = await once(asking, "response");
  response.resume();
  return response.statusCode;
}

function residentMiB(service: TestService): number {
  const status = readFileSync(`/proc/${service.running().process.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

const head = (length: number) =>
  `POST /check/get_person_direct HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
const mib = 1024 * 1024;

test("a hundred stalled bodies of nine megabytes take no memory, and others are served", async () => {
  const service = await startedService();
  const project = await service.manage("/projects", { name: "Shop", mode: "test" });
  const credentials = { projectId: project.id, secret: project.secret };
  const asked = JSON.stringify({ ...credentials, attemptId: "A".repeat(21) });
  expect(await call(service, asked)).toBe(400);
  const before = residentMiB(service);

  const photo = Buffer.alloc(9 * mib - 1000, "A");
  let written = 0;
  for (let count = 0; count < 100; count++) {
    const socket = hold(service, "127.0.0.2", `${head(9 * mib)}{"photo":"`);
    socket.write(photo, () => written++);
  }
  // Everything has left this process: the service has received whatever it keeps.
  await until("the bodies are sent", () => written === 100, 60_000);
  for (let count = 0; count < 10; count++) expect(await call(service, asked)).toBe(400);
  // Of 900 that were sent. On a busy machine V8 has not yet collected some 200.
  expect(residentMiB(service) - before).toBeLessThan(450);
});

test("thousands of one-byte bodies from one address don't lock out other addresses", async () => {
  const service = await startedService();
  const many = Array.from({ length: 3000 }, () => hold(service, "127.0.0.2", `${head(100)}{`));
  await Promise.all(many.map((socket) => Promise.race([once(socket, "connect"), once(socket, "close")])));
  for (let count = 0; count < 20; count++) expect(await call(service, "{}")).toBe(400);
  const metrics = await (await fetch(`${service.url()}/metrics`)).text();
  expect(metrics).toMatch(/countersign_http_refused_total\{reason="connections"\} \d+/);
});

test("a large body of nothing but structure doesn't block other requests", async () => {
  const service = await startedService();
  const body = `{"a":[${"[],".repeat(3_100_000).slice(0, 9 * mib - 100)}0]}`;
  const socket = hold(service, "127.0.0.2", head(body.length) + body);
  const answered = once(socket, "data");
  expect(await Promise.all(Array.from({ length: 10 }, () => call(service, "{}")))).toEqual(
    Array(10).fill(400),
  );
  const [answer] = await answered;
  expect(String(answer)).toMatch(/^HTTP\/1.1 400 /);
  expect(String(answer)).toContain("has too many fields");
});
