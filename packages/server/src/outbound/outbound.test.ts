import http from "node:http";
import { describe, expect, test, vi } from "vitest";
import { answered, caller, listen, outbound, rawReceiver, receiver, request } from "./testing/receivers.ts";

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

  test("comes on a new connection if the idle one was closed", async () => {
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

  test("a redirect is returned and not followed", async () => {
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
    expect(await client.checkAddress(url, caller)).toBeNull();
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
      expect(await client.checkAddress(url, caller)).not.toBeNull();
    }
    expect(resolve).not.toHaveBeenCalled();
  });

  test("plain http to a name outside of the exempt networks is refused once it is resolved", async () => {
    const client = outbound({ resolve: async () => ["8.8.8.8"] });
    expect(await client.checkAddress("http://hooks.example.com/", caller)).toMatchObject({ code: "scheme" });
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
