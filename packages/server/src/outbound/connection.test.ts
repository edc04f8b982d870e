import http from "node:http";
import https from "node:https";
import tls from "node:tls";
import { describe, expect, test, vi } from "vitest";
import { selfSignedCertificate } from "./testing/certificate.ts";
import { answered, listen, outbound, receiver, request } from "./testing/receivers.ts";

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

  test("have a bound on who waits for one: beyond it a request fails at once as busy", async () => {
    const waiting: http.ServerResponse[] = [];
    const started = Promise.withResolvers<void>();
    const url = await receiver((_incoming, response) => {
      waiting.push(response);
      started.resolve();
    });
    const client = outbound({ maxConnectionsPerOrigin: 1, maxWaitingPerOrigin: 2 });
    const all = Array.from({ length: 5 }, () => client.send(request(url)));
    await started.promise;
    const refused = await Promise.all(all.slice(3));
    expect(refused).toMatchObject([{ reason: "busy" }, { reason: "busy" }]);
    waiting[0]?.end("one");
    await expect.poll(() => waiting).toHaveLength(2);
    waiting[1]?.end("two");
    await expect.poll(() => waiting).toHaveLength(3);
    waiting[2]?.end("three");
    expect((await Promise.all(all.slice(0, 3))).map((result) => answered(result).status)).toEqual([
      200, 200, 200,
    ]);
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

  test("a self-signed certificate is refused: tls", async () => {
    const { port } = await tlsReceiver("hooks.example.com");
    const result = await outbound({ resolve }).send(request(`https://hooks.example.com:${port}/`));
    expect(result).toMatchObject({
      kind: "failed",
      reason: "tls",
      dialled: `127.0.0.1:${port}`,
      detail: expect.stringContaining("self-signed"),
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

  test("what weakens the runtime's own defaults doesn't weaken it: verification, version", async () => {
    const { port } = await tlsReceiver("hooks.example.com");
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    const unverified = await outbound({ resolve }).send(request(`https://hooks.example.com:${port}/`));
    vi.unstubAllEnvs();
    expect(unverified).toMatchObject({ reason: "tls", detail: expect.stringContaining("self-signed") });

    const certificate = selfSignedCertificate("old.example.com");
    const weak = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
    const server = https.createServer({ ...certificate, ...weak }, (_incoming, response) => response.end());
    server.on("tlsClientError", () => {});
    const old = `https://old.example.com:${await listen(server)}/`;
    const defaults = [tls.DEFAULT_MIN_VERSION, tls.DEFAULT_CIPHERS] as const;
    [tls.DEFAULT_MIN_VERSION, tls.DEFAULT_CIPHERS] = [weak.minVersion, weak.ciphers];
    const client = outbound({ resolve, trustedCertificates: [certificate.cert] });
    const own = selfSignedCertificate("client.example.com");
    const clientCertificate = { certificate: own.cert, key: own.key };
    const plain = await client.send(request(old));
    const certified = await client.send({ ...request(old), clientCertificate });
    [tls.DEFAULT_MIN_VERSION, tls.DEFAULT_CIPHERS] = defaults;
    expect([plain, certified]).toMatchObject([{ reason: "tls" }, { reason: "tls" }]);
  });

  test("a receiver that speaks no TLS: tls", async () => {
    const url = await receiver((_incoming, response) => response.end());
    expect(await outbound().send(request(url.replace("http:", "https:")))).toMatchObject({ reason: "tls" });
  });
});
