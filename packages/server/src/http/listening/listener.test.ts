import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { listen } from "./listener.ts";

test("a bound port returns 503 until there is a handler", async () => {
  const listener = await listen("127.0.0.1", 0);
  const early = await fetch(listener.url);
  expect([early.status, early.headers.get("retry-after"), await early.json()]).toEqual([
    503,
    "1",
    expect.objectContaining({ code: "not_ready" }),
  ]);
  listener.serve((_request, response) => response.end("served"));
  expect(await (await fetch(listener.url)).text()).toBe("served");
  await listener.close(1000);
  await expect(fetch(listener.url)).rejects.toThrow();
});

test("an idle connection is kept for longer than the sixty seconds of common balancers", async () => {
  const listener = await listen("127.0.0.1", 0);
  listener.serve((_request, response) => response.end("served"));
  const { headers } = await fetch(listener.url);
  expect(Number(/timeout=(\d+)/.exec(headers.get("keep-alive") ?? "")?.[1])).toBeGreaterThan(60);
  await listener.close(1000);
});

test("a port that another holds is refused", async () => {
  const listener = await listen("127.0.0.1", 0);
  await expect(listen("127.0.0.1", Number(new URL(listener.url).port))).rejects.toMatchObject({
    code: "EADDRINUSE",
  });
  await listener.close(1000);
});

test.each([
  ["names no host", "GET /check/x HTTP/1.1\r\n\r\n"],
  [
    "expects what nobody can",
    "POST /check/x HTTP/1.1\r\nhost: a\r\nexpect: tea\r\ncontent-length: 2\r\n\r\n{}",
  ],
])(
  "a request that %s is refused in its surface's shape, with the headers of every answer",
  async (_what, text) => {
    const refused: string[] = [];
    const listener = await listen("127.0.0.1", 0, { onRefused: (reason) => refused.push(reason) });
    listener.serve((_request, response) => response.end("served"));
    const socket = connect(Number(new URL(listener.url).port), "127.0.0.1");
    socket.write(text);
    let answer = "";
    for await (const chunk of socket) answer += chunk;
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toMatch(/^x-content-type-options: nosniff\r$/m);
    expect(answer).toMatch(/^content-security-policy: .*frame-ancestors 'none'/m);
    expect(answer).toContain('"statusCode":20202');
    expect(refused).toEqual(["malformed"]);
    await listener.close(0);
  },
);

test("closing waits for the response in progress, and then ends the connection", async () => {
  const listener = await listen("127.0.0.1", 0);
  const arrived = Promise.withResolvers<() => void>();
  listener.serve((_request, response) => arrived.resolve(() => response.end("late")));
  const answer = fetch(listener.url).then((response) => response.text());
  const finish = await arrived.promise;
  let closed = false;
  const closing = listener.close(60_000).then(() => {
    closed = true;
  });
  await expect(fetch(listener.url)).rejects.toThrow();
  expect(closed).toBe(false);
  finish();
  expect(await answer).toBe("late");
  await closing;
});

test("a connection that was opened in advance and never used holds up no closing", async () => {
  const listener = await listen("127.0.0.1", 0);
  listener.serve((_request, response) => response.end("served"));
  const socket = connect(Number(new URL(listener.url).port), "127.0.0.1");
  await once(socket, "connect");
  expect(await (await fetch(listener.url)).text()).toBe("served");
  const ended = once(socket, "close");
  await listener.close(3_600_000);
  await ended;
});

test("what takes longer than the grace is cut", async () => {
  const listener = await listen("127.0.0.1", 0);
  const arrived = Promise.withResolvers<void>();
  listener.serve(() => arrived.resolve());
  const hanging = request(listener.url).end();
  const failed = once(hanging, "error");
  await arrived.promise;
  await listener.close(10);
  expect(await failed).toBeDefined();
});
