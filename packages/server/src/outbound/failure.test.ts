import { once } from "node:events";
import net, { type AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { answered, caller, listen, outbound, rawReceiver, receiver, request } from "./testing/receivers.ts";

describe("failures", () => {
  test("a name that does not resolve: dns", async () => {
    const notFound = Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
    const client = outbound({ resolve: () => Promise.reject(notFound) });
    const result = await client.send(request("https://hooks.example.com/"));
    expect(result).toMatchObject({
      kind: "failed",
      reason: "dns",
      detail: expect.stringContaining("ENOTFOUND"),
    });
    expect(await client.checkAddress("https://hooks.example.com/", caller)).toMatchObject({
      code: "unresolvable",
    });
    expect(await outbound({ resolve: async () => [] }).send(request("https://a.example.com/"))).toMatchObject(
      {
        reason: "dns",
      },
    );
  });

  test("no listener: connect, with the address that was tried", async () => {
    const server = net.createServer();
    const port = await listen(server);
    server.close();
    const result = await outbound().send(request(`http://127.0.0.1:${port}/`));
    expect(result).toMatchObject({ reason: "connect", dialled: `127.0.0.1:${port}` });
    expect(result).toMatchObject({ detail: expect.stringContaining("refused") });
  });

  test("closed or reset before the response is complete: reset", async () => {
    const endings: ((socket: net.Socket) => void)[] = [
      (socket) => socket.destroy(),
      (socket) => socket.resetAndDestroy(),
      (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"),
      (socket) => socket.end("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 10\r\n\r\nhalf"),
      (socket) => socket.end("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel"),
    ];
    for (const ending of endings) {
      const url = await rawReceiver((socket) => socket.once("data", () => ending(socket)));
      const result = await outbound().send(request(url));
      expect(result, String(ending)).toMatchObject({ kind: "failed", reason: "reset" });
    }
  });

  test("a response that is not HTTP: protocol", async () => {
    const answers = [
      "SSH-2.0-OpenSSH_9.6\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
      `HTTP/1.1 200 OK\r\nX: ${"x".repeat(100_000)}\r\n\r\n`,
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
    ];
    for (const answer of answers) {
      const url = await rawReceiver((socket) => socket.once("data", () => socket.write(answer)));
      expect(await outbound().send(request(url))).toMatchObject({ kind: "failed", reason: "protocol" });
    }
  });

  test("a second response on the same connection is never used", async () => {
    const one = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";
    const url = await rawReceiver((socket) => {
      socket.on("data", () => socket.write(`${one}ok${one}no`));
    });
    const client = outbound();
    for (let round = 0; round < 3; round++) {
      expect(answered(await client.send(request(url))).body.toString()).toBe("ok");
    }
  });
});

describe("the time limit", () => {
  const soon = { timeoutMs: 80 };
  /** On a busy machine everything takes several times as long; without a limit it would take forever. */
  const busyMs = 20_000;

  test("holds for the lookup", async () => {
    const client = outbound({ resolve: () => new Promise(() => {}) });
    const result = await client.send(request("https://hooks.example.com/", soon));
    expect(result).toMatchObject({ reason: "timeout", detail: expect.stringContaining("lookup") });
    expect(result.timings.total).toBeLessThan(busyMs);
  });

  test("holds for a connection that hangs", async () => {
    // A full backlog drops further attempts in silence.
    const server = net.createServer();
    server.listen({ port: 0, host: "127.0.0.1", backlog: 1 });
    await once(server, "listening");
    const port = (server.address() as AddressInfo).port;
    const filling = Array.from({ length: 8 }, () => net.connect(port, "127.0.0.1").on("error", () => {}));
    onTestFinished(() => {
      for (const socket of filling) socket.destroy();
      server.close();
    });
    const result = await outbound().send(request(`http://127.0.0.1:${port}/`, soon));
    expect(result).toMatchObject({ kind: "failed", reason: "timeout" });
    expect(result.timings.total).toBeLessThan(busyMs);
  });

  test("holds for a TLS handshake that hangs", async () => {
    const url = await rawReceiver(() => {});
    const result = await outbound().send(request(url.replace("http:", "https:"), soon));
    expect(result).toMatchObject({ reason: "timeout", detail: expect.stringContaining("TLS") });
  });

  test("holds for a head that never comes", async () => {
    const url = await receiver(() => {});
    const result = await outbound().send(request(url, soon));
    expect(result).toMatchObject({ reason: "timeout", dialled: url.slice(7) });
    expect(result.timings).not.toHaveProperty("firstByte");
  });

  test("holds for a body that drips", async () => {
    const url = await receiver((_incoming, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write("."), 5);
      response.on("close", () => clearInterval(timer));
    });
    // Long enough for the first byte to come on a busy machine; the body never ends.
    const result = await outbound().send(request(url, { timeoutMs: 1000 }));
    expect(result).toMatchObject({ reason: "timeout" });
    expect(result.timings.firstByte).toBeGreaterThan(0);
  });

  test("holds while waiting for a free connection, which the next one in line then gets", async () => {
    let release = () => {};
    const url = await receiver((incoming, response) => {
      if (incoming.url === "/first") release = () => response.end("first");
      else response.end("third");
    });
    const client = outbound({ maxConnectionsPerOrigin: 1 });
    const first = client.send(request(`${url}/first`));
    const second = await client.send(request(`${url}/second`, soon));
    expect(second).toMatchObject({ reason: "timeout", detail: expect.stringContaining("free connection") });
    const third = client.send(request(`${url}/third`));
    release();
    expect(answered(await first).body.toString()).toBe("first");
    const result = answered(await third);
    expect(result.body.toString()).toBe("third");
    expect(result.timings.wait).toBeGreaterThan(0);
  });

  test("is distinguished from an abort by the caller", async () => {
    const url = await receiver(() => {});
    const aborter = new AbortController();
    const underWay = outbound().send(request(url, { signal: aborter.signal }));
    aborter.abort();
    expect(await underWay).toMatchObject({ kind: "failed", reason: "aborted" });
    expect(await outbound().send(request(url, { signal: aborter.signal }))).toMatchObject({
      reason: "aborted",
    });
  });
});
