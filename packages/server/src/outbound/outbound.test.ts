import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import net, { type AddressInfo } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Outbound, OutboundOptions, OutboundRequest, SendResult } from "./contract.ts";
import { createOutbound } from "./outbound.ts";
import { selfSignedCertificate } from "./testing-certificate.ts";

const cleanups: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function outbound(options: Partial<OutboundOptions> = {}): Outbound {
  const client = createOutbound({ allow: ["127.0.0.0/8"], ...options });
  cleanups.push(() => client.close());
  return client;
}

async function listen(server: net.Server): Promise<number> {
  const sockets = new Set<net.Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const receiver = async (handler: http.RequestListener) =>
  `http://127.0.0.1:${await listen(http.createServer(handler))}`;
const rawReceiver = async (onConnection: (socket: net.Socket) => void) =>
  `http://127.0.0.1:${await listen(net.createServer(onConnection))}`;

const request = (url: string, more: Partial<OutboundRequest> = {}): OutboundRequest => ({
  url,
  method: "POST",
  headers: { "content-type": "application/json" },
  body: '{"a":1}',
  timeoutMs: 5000,
  maxResponseBytes: 1000,
  ...more,
});

function answered(result: SendResult): Extract<SendResult, { kind: "answered" }> {
  if (result.kind !== "answered") throw new Error(`${result.reason}: ${result.detail}`);
  return result;
}

describe("an answer", () => {
  test("comes back with status, headers, body, the address dialled and timings", async () => {
    const url = await receiver((incoming, response) => {
      let body = "";
      incoming.on("data", (chunk) => {
        body += chunk;
      });
      incoming.on("end", () => {
        response.writeHead(202, { "X-Seen": incoming.url, "Set-Cookie": ["a=1", "b=2"] });
        response.end(`${incoming.method} ${incoming.headers.host} ${body}`);
      });
    });
    const result = answered(await outbound().send(request(`${url}/hook?x=%20y`)));
    const host = url.slice("http://".length);
    expect(result).toMatchObject({ status: 202, truncated: false, dialled: host });
    expect(result.headers).toMatchObject({ "x-seen": "/hook?x=%20y", "set-cookie": "a=1, b=2" });
    expect(result.body.toString()).toBe(`POST ${host} {"a":1}`);
    const { connect, firstByte, total, ...others } = result.timings;
    expect(others).toEqual({});
    expect(connect).toBeGreaterThan(0);
    expect(firstByte).toBeGreaterThan(0);
    expect(total).toBeGreaterThanOrEqual((connect ?? 0) + (firstByte ?? 0));
  });

  test("reuses the connection, whose phases are then absent", async () => {
    let connections = 0;
    const server = http.createServer((_incoming, response) => response.end("ok"));
    server.on("connection", () => connections++);
    const url = `http://127.0.0.1:${await listen(server)}/`;
    const client = outbound();
    await client.send(request(url));
    const second = answered(await client.send(request(url)));
    expect(connections).toBe(1);
    expect(second.timings).not.toHaveProperty("connect");
  });

  test("comes on a new connection when the idle one was closed meanwhile", async () => {
    const closed = Promise.withResolvers<void>();
    let connections = 0;
    const url = await rawReceiver((socket) => {
      connections++;
      socket.on("close", () => closed.resolve());
      socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
    });
    const client = outbound();
    answered(await client.send(request(url)));
    await closed.promise;
    answered(await client.send(request(url)));
    expect(connections).toBe(2);
  });

  test("comes on a new connection when the reused one is closed on receipt, for a repeatable request only", async () => {
    let received = 0;
    const url = await rawReceiver((socket) => {
      socket.once("data", () => {
        received++;
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        socket.once("data", () => {
          received++;
          socket.destroy();
        });
      });
    });
    const client = outbound();
    answered(await client.send(request(url)));
    answered(await client.send(request(url, { repeatable: true })));
    expect(received).toBe(3);
    expect(await client.send(request(url))).toMatchObject({ kind: "failed", reason: "reset" });
    expect(received).toBe(4);
  });

  test("beyond the cap is cut, and an endless one too", async () => {
    const url = await receiver((incoming, response) => {
      response.writeHead(200);
      if (incoming.url === "/exact") return void response.end("x".repeat(1000));
      if (incoming.url === "/over") return void response.end("x".repeat(1001));
      const timer = setInterval(() => response.write("y".repeat(300)), 1);
      response.on("close", () => clearInterval(timer));
    });
    const client = outbound();
    expect(answered(await client.send(request(`${url}/exact`)))).toMatchObject({ truncated: false });
    for (const path of ["/over", "/endless"]) {
      const result = answered(await client.send(request(url + path)));
      expect(result.truncated).toBe(true);
      expect(result.body).toHaveLength(1000);
    }
    const nothing = answered(await client.send(request(`${url}/over`, { maxResponseBytes: 0 })));
    expect(nothing).toMatchObject({ status: 200, truncated: true, body: Buffer.alloc(0) });
  });

  test("that is a redirect is an answer, and nobody follows it", async () => {
    let followed = 0;
    const inner = await receiver((_incoming, response) => {
      followed++;
      response.end();
    });
    for (const status of [301, 302, 303, 307, 308]) {
      const url = await receiver((_incoming, response) =>
        response.writeHead(status, { location: inner }).end(),
      );
      expect(answered(await outbound().send(request(url)))).toMatchObject({ status });
    }
    expect(followed).toBe(0);
  });

  test("after interim ones is the final one", async () => {
    const url = await receiver((_incoming, response) => {
      response.writeProcessing();
      response.writeEarlyHints({ link: "</a>; rel=preload" });
      response.writeHead(201).end("done");
    });
    expect(answered(await outbound().send(request(url)))).toMatchObject({ status: 201 });
  });

  test("without a body, or without a length, is complete all the same", async () => {
    const url = await rawReceiver((socket) => {
      socket.once("data", (data) => {
        const path = data.toString().split(" ")[1];
        if (path === "/none") socket.write("HTTP/1.1 204 No Content\r\n\r\n");
        else socket.end("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nuntil the end");
      });
    });
    const client = outbound();
    expect(answered(await client.send(request(`${url}/none`))).body).toHaveLength(0);
    const result = answered(await outbound().send(request(`${url}/all`)));
    expect(result.body.toString()).toBe("until the end");
  });
});

describe("guarding", () => {
  test("what was checked at save may resolve elsewhere at dial, and is refused there", async () => {
    const answers = [["8.8.8.8"], ["127.0.0.1"], ["8.8.8.8", "169.254.169.254"], ["::ffff:10.0.0.1"]];
    const resolve = vi.fn(async () => answers.shift() ?? []);
    const client = outbound({ allow: [], resolve });
    const url = "https://hooks.example.com/hook?token=k-e-y";
    expect(await client.checkAddress(url)).toBeNull();
    for (let round = 0; round < 3; round++) {
      const result = await client.send(request(url));
      expect(result).toMatchObject({ kind: "failed", reason: "refused-address" });
      expect(JSON.stringify(result)).not.toContain("k-e-y");
    }
    expect(resolve).toHaveBeenCalledTimes(4);
  });

  test("the address that was checked is the one dialled: the name is asked once", async () => {
    const url = new URL(await receiver((incoming, response) => response.end(incoming.headers.host)));
    const resolve = vi.fn(async () => ["127.0.0.1"]);
    const result = answered(
      await outbound({ resolve }).send(request(`http://hooks.example.com:${url.port}/`)),
    );
    expect(result.body.toString()).toBe(`hooks.example.com:${url.port}`);
    expect(result.dialled).toBe(`127.0.0.1:${url.port}`);
    expect(result.timings.dns).toBeGreaterThanOrEqual(0);
    expect(resolve).toHaveBeenCalledTimes(1);
  });

  test("nothing is dialled for a refused URL", async () => {
    const resolve = vi.fn(async () => ["127.0.0.1"]);
    const client = outbound({ allow: [], resolve });
    for (const url of [
      "https://10.0.0.1/",
      "https://localhost/",
      "http://example.com/",
      "https://u@example.com/",
    ]) {
      expect(await client.send(request(url))).toMatchObject({ kind: "failed", reason: "refused-address" });
      expect(await client.checkAddress(url)).not.toBeNull();
    }
    expect(resolve).not.toHaveBeenCalled();
  });

  test("plain http to a name outside of the exempt networks is refused once it is resolved", async () => {
    const client = outbound({ resolve: async () => ["8.8.8.8"] });
    expect(await client.checkAddress("http://hooks.example.com/")).toMatchObject({ code: "scheme" });
    expect(await client.send(request("http://hooks.example.com/"))).toMatchObject({
      reason: "refused-address",
    });
  });

  test("a second address is dialled when the first is dead", async () => {
    const url = new URL(await receiver((_incoming, response) => response.end()));
    const client = outbound({ resolve: async () => ["127.0.0.9", "127.0.0.1"] });
    const result = answered(await client.send(request(`http://hooks.example.com:${url.port}/`)));
    expect(result.dialled).toBe(`127.0.0.1:${url.port}`);
  });

  test("headers that frame the request, or smuggle another, are refused", async () => {
    const url = await receiver((_incoming, response) => response.end());
    const client = outbound();
    const headers: Record<string, string>[] = [
      { Host: "other.example.com" },
      { "content-length": "0" },
      { "Transfer-Encoding": "chunked" },
      { "x-a": "1\r\nx-b: 2" },
      { "x a": "1" },
    ];
    for (const bad of headers) {
      expect(await client.send(request(url, { headers: bad }))).toMatchObject({
        kind: "failed",
        reason: "protocol",
      });
    }
    expect(answered(await client.send(request(url))).status).toBe(200);
  });
});

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
    expect(await client.checkAddress("https://hooks.example.com/")).toMatchObject({ code: "unresolvable" });
    expect(await outbound({ resolve: async () => [] }).send(request("https://a.example.com/"))).toMatchObject(
      {
        reason: "dns",
      },
    );
  });

  test("nobody listens: connect, with the address that was tried", async () => {
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

  test("what is no HTTP: protocol", async () => {
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

  test("a second response on the same connection is never taken for an answer", async () => {
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

  test("holds for the lookup", async () => {
    const client = outbound({ resolve: () => new Promise(() => {}) });
    const result = await client.send(request("https://hooks.example.com/", soon));
    expect(result).toMatchObject({ reason: "timeout", detail: expect.stringContaining("lookup") });
    expect(result.timings.total).toBeLessThan(1000);
  });

  test("holds for a connection that hangs", async () => {
    // A full backlog drops further attempts in silence.
    const server = net.createServer();
    server.listen({ port: 0, host: "127.0.0.1", backlog: 1 });
    await once(server, "listening");
    const port = (server.address() as AddressInfo).port;
    const filling = Array.from({ length: 8 }, () => net.connect(port, "127.0.0.1").on("error", () => {}));
    cleanups.push(() => {
      for (const socket of filling) socket.destroy();
      server.close();
    });
    const result = await outbound().send(request(`http://127.0.0.1:${port}/`, soon));
    expect(result).toMatchObject({ kind: "failed", reason: "timeout" });
    expect(result.timings.total).toBeLessThan(1000);
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
    const result = await outbound().send(request(url, soon));
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

  test("is told from an abort by the caller", async () => {
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

describe("connections", () => {
  test("stay within the bound per origin, and one that fails gives its place to the next in line", async () => {
    let open = 0;
    let most = 0;
    let served = 0;
    const server = http.createServer((incoming, response) => {
      served++;
      if (served % 5 === 0) incoming.socket.destroy();
      else setImmediate(() => response.end("ok"));
    });
    server.on("connection", (socket) => {
      most = Math.max(most, ++open);
      socket.on("close", () => open--);
    });
    const url = `http://127.0.0.1:${await listen(server)}/`;
    const client = outbound({ maxConnectionsPerOrigin: 4 });
    const results = await Promise.all(Array.from({ length: 100 }, () => client.send(request(url))));
    expect(served).toBe(100);
    expect(most).toBeLessThanOrEqual(5);
    const failures = results.filter((result) => result.kind === "failed");
    expect(failures).toHaveLength(20);
    expect(failures.every((result) => result.kind === "failed" && result.reason === "reset")).toBe(true);
  });

  test("close lets what is under way finish and refuses what comes after", async () => {
    let release = () => {};
    const started = Promise.withResolvers<void>();
    const url = await receiver((_incoming, response) => {
      release = () => response.end("ok");
      started.resolve();
    });
    const client = outbound();
    const underWay = client.send(request(url));
    await started.promise;
    const closed = client.close();
    expect(await client.send(request(url))).toMatchObject({ kind: "failed", reason: "aborted" });
    release();
    expect(answered(await underWay).status).toBe(200);
    await closed;
  });
});

describe("TLS", () => {
  async function tlsReceiver(hostName: string) {
    const certificate = selfSignedCertificate(hostName);
    let serverName: string | undefined;
    const server = https.createServer(
      {
        ...certificate,
        SNICallback: (name, done) => {
          serverName = name;
          done(null);
        },
      },
      (_incoming, response) => response.end("sealed"),
    );
    server.on("tlsClientError", () => {});
    return { port: await listen(server), cert: certificate.cert, serverName: () => serverName };
  }
  const resolve = async () => ["127.0.0.1"];

  test("a certificate signed by itself is refused: tls", async () => {
    const { port } = await tlsReceiver("hooks.example.com");
    const result = await outbound({ resolve }).send(request(`https://hooks.example.com:${port}/`));
    expect(result).toMatchObject({
      kind: "failed",
      reason: "tls",
      dialled: `127.0.0.1:${port}`,
      detail: expect.stringContaining("signed by itself"),
    });
  });

  test("a trusted certificate is accepted; name indication and check keep the name, not the address", async () => {
    const { port, cert, serverName } = await tlsReceiver("hooks.example.com");
    const client = outbound({ resolve, trustedCertificates: [cert] });
    const result = answered(await client.send(request(`https://hooks.example.com:${port}/`)));
    expect(result.body.toString()).toBe("sealed");
    expect(result.timings.tls).toBeGreaterThan(0);
    expect(serverName()).toBe("hooks.example.com");
    for (const other of ["other.example.com", "127.0.0.1"]) {
      const refused = await client.send(request(`https://${other}:${port}/`));
      expect(refused).toMatchObject({ reason: "tls", detail: "The certificate is not for this host." });
    }
  });

  test("a receiver that speaks no TLS: tls", async () => {
    const url = await receiver((_incoming, response) => response.end());
    expect(await outbound().send(request(url.replace("http:", "https:")))).toMatchObject({ reason: "tls" });
  });
});
