import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildHealthApp } from "../app.ts";
import { startTestApi, type TestApi } from "../testing/api.ts";
import { type Listener, listen } from "./listener.ts";

/** Responses and closes before a route runs, over real connections. */

let api: TestApi;
let listener: Listener;
beforeAll(async () => {
  api = await startTestApi();
  listener = await listen("127.0.0.1", 0);
  listener.serve((request, response) => api.app.routing(request, response));
});
afterAll(() => listener.close(0));

function open() {
  const socket = connect({ port: Number(new URL(listener.url).port), host: "127.0.0.1" });
  socket.on("error", () => undefined);
  return socket;
}

const json = "host: a\r\ncontent-type: application/json\r\n";

test.each([
  ["/nowhere", "application/problem+json"],
  ["/manage/v1/nowhere", "application/problem+json"],
  ["/s/a/b/c/d", "application/problem+json"],
  ["/check/nowhere", '"statusCode":20202'],
  ["/api/nowhere", '"code":"not_found"'],
  ["/v1/nowhere", '"errorCode":40401'],
  ["/settings/nowhere", '"errorCode":40401'],
  ["/organization/nowhere", '"code":"not_found"'],
])("%s is answered in the shape of its surface before its body has come", async (path, shape) => {
  const socket = open();
  socket.write(`POST ${path} HTTP/1.1\r\n${json}content-length: 1000000\r\n\r\n{`);
  const [answer] = await once(socket, "data");
  expect(String(answer)).toMatch(/^HTTP\/1.1 404 /);
  expect(String(answer)).toContain(shape);
  socket.destroy();
});

test.each(["/manage/v1/projects", "/v1/documents", "/api/v2/kyc/sessions", "/organization/order/find"])(
  "%s asks who calls before its body has come",
  async (path) => {
    const socket = open();
    socket.write(`POST ${path} HTTP/1.1\r\n${json}content-length: 1000000\r\n\r\n{`);
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1.1 40[14] /);
    socket.destroy();
  },
);

test("a body in tiny chunks ends its connection, for every sender", async () => {
  const socket = open();
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
  });
  const bearer = `authorization: Bearer ${api.tokens.operator}\r\n`;
  socket.write(`POST /manage/v1/projects HTTP/1.1\r\n${json}${bearer}transfer-encoding: chunked\r\n\r\n`);
  await once(socket, "connect");
  // So that the body is incomplete when it is about to be read.
  const crumbs = setInterval(() => socket.write("1\r\n \r\n".repeat(1000)), 5);
  // Not by `once`, which rejects on an error such as a reset.
  await new Promise((resolve) => socket.once("close", resolve));
  clearInterval(crumbs);
  // The refusal may be lost: a client that is still sending when the connection ends gets a reset, which discards it.
  expect(text).toMatch(/^(HTTP\/1.1 400 |$)/);
});

test("where its public URL is not https, it asks no browser for TLS", async () => {
  const plain = await buildHealthApp({ ...api.deps, publicUrl: "http://127.0.0.1:8787" });
  const { headers } = await plain.inject({ url: "/healthz" });
  expect(headers).toMatchObject({ "x-content-type-options": "nosniff" });
  expect(headers).not.toHaveProperty("strict-transport-security");
});

test("TRACE echoes nothing, and CONNECT opens nothing", async () => {
  for (const [line, status] of [
    ["TRACE /manage/v1/projects", /^HTTP\/1\.1 404 /],
    ["CONNECT a:80", /^$/],
  ] as const) {
    const socket = open();
    socket.write(`${line} HTTP/1.1\r\nhost: a:80\r\nx-secret: hidden\r\nconnection: close\r\n\r\n`);
    let answer = "";
    for await (const chunk of socket) answer += chunk;
    expect(answer).toMatch(status);
    expect(answer).not.toContain("hidden");
  }
});

test("a compressed body is not unpacked", async () => {
  const answer = await fetch(`${listener.url}/manage/v1/projects`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${api.tokens.operator}`,
      "content-type": "application/json",
      "content-encoding": "gzip",
    },
    body: new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]),
  });
  expect(answer.status).toBe(400);
});

/** Pages that were not built for the test. */
const unbuilt = ["/s/abc", "/docs/"];

test("every response of every method has security headers, and its type names its charset", async () => {
  for (const [method, path] of [
    ["GET", "/healthz"],
    ["HEAD", "/asyncapi.json"],
    ["OPTIONS", "/manage/v1/projects"],
    ["GET", "/%zz"],
    ["GET", "/docs/"],
    ["GET", "/s/abc"],
    ["PUT", "/openapi.json"],
    ["GET", "/openapi.json"],
  ] as const) {
    const { headers, status } = await fetch(listener.url + path, { method });
    expect([path, status < 500 || unbuilt.includes(path)]).toEqual([path, true]);
    expect([path, headers.get("x-content-type-options")]).toEqual([path, "nosniff"]);
    expect([path, headers.get("referrer-policy")]).toEqual([path, "no-referrer"]);
    expect([path, headers.get("strict-transport-security")]).toEqual([path, "max-age=31536000"]);
    const policy = headers.get("content-security-policy") ?? "";
    for (const directive of ["frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"])
      expect([path, policy]).toEqual([path, expect.stringContaining(directive)]);
    expect([path, policy]).toEqual([path, expect.stringMatching(/(default|object)-src 'none'/)]);
    expect([path, headers.get("content-type")]).toEqual([path, expect.stringMatching(/; charset=utf-8$/)]);
  }
});
