import http from "node:http";
import https from "node:https";
import { describe, expect, test } from "vitest";
import type { Caller, Purpose } from "./contract.ts";
import { purposes } from "./contract.ts";
import { createPermissions } from "./permissions.ts";
import { selfSignedCertificate } from "./testing/certificate.ts";
import { answered, listen, outbound, receiver, request } from "./testing/receivers.ts";

const projectA = "SV9jB5pEUcoJtVbfZc4hq";
const projectB = "Q7nRk2vXwT8mZ4cYb1dGf";
const by = (purpose: Purpose, projectId: string | null): Caller => ({ purpose, projectId });

describe("an exemption with a scope", () => {
  test("permits its own calls, when saving and calling, and no others", async () => {
    const url = await receiver((_incoming, response) => response.end("inside"));
    const everybody = [null, projectA, projectB].flatMap((id) => purposes.map((purpose) => by(purpose, id)));
    const scopes: [string, (caller: Caller) => boolean][] = [
      ["registry@127.0.0.0/8", ({ purpose }) => purpose === "registry"],
      [`${projectA}:webhook@127.0.0.0/8`, (who) => who.purpose === "webhook" && who.projectId === projectA],
      [`${projectA}:*@127.0.0.0/8`, ({ projectId }) => projectId === projectA],
      ["127.0.0.0/8", () => true],
      [`${projectA}:webhook@127.0.0.2/32`, () => false],
    ];
    for (const [allow, may] of scopes) {
      const client = outbound({ allow: [allow] });
      for (const caller of everybody) {
        const said = `${allow}: ${caller.purpose} of ${caller.projectId}`;
        expect((await client.checkAddress(url, caller)) === null, said).toBe(may(caller));
        const result = await client.send(request(url, caller));
        if (may(caller)) expect(answered(result).body.toString(), said).toBe("inside");
        else expect(result, said).toMatchObject({ kind: "failed", reason: "refused-address" });
      }
    }
  });

  test("holds for a name as well: what it resolves to is judged for the caller", async () => {
    const url = new URL(await receiver((_incoming, response) => response.end("inside")));
    const client = outbound({
      allow: [`${projectA}:gateway@127.0.0.0/8`],
      resolve: async () => ["127.0.0.1"],
    });
    const address = `http://upstream.example.com:${url.port}/`;
    expect(await client.checkAddress(address, by("gateway", projectA))).toBeNull();
    answered(await client.send(request(address, by("gateway", projectA))));
    for (const other of [by("webhook", projectA), by("gateway", projectB), by("registry", null)]) {
      expect(await client.checkAddress(address, other)).not.toBeNull();
      expect(await client.send(request(address, other))).toMatchObject({ reason: "refused-address" });
    }
  });

  test("opens no connection that serves another project or purpose, to the same origin", async () => {
    let connections = 0;
    const certificate = selfSignedCertificate("shared.example.com");
    const server = https.createServer(certificate, (_incoming, response) => response.end("ok"));
    server.on("connection", () => connections++);
    const url = `https://shared.example.com:${await listen(server)}/`;
    const client = outbound({
      allow: [`${projectA}:webhook@127.0.0.0/8`],
      resolve: async () => ["127.0.0.1"],
      trustedCertificates: [certificate.cert],
    });
    answered(await client.send(request(url, by("webhook", projectA))));
    for (const other of [by("webhook", projectB), by("hook", projectA), by("registry", null)])
      expect(await client.send(request(url, other))).toMatchObject({ reason: "refused-address" });
    answered(await client.send(request(url, by("webhook", projectA))));
    expect(connections).toBe(1);
  });

  test("costs nothing without scopes: all callers share their rules", () => {
    const permissionsOf = createPermissions([]);
    expect(permissionsOf(projectA)).toBe(permissionsOf(projectB));
    expect(new Set(Object.values(permissionsOf(null))).size).toBe(1);
  });
});

describe("projects", () => {
  test("never share a connection, nor wait for each other's to become free", async () => {
    const held: http.ServerResponse[] = [];
    const sockets = new Set<unknown>();
    const url = await receiver((incoming, response) => {
      sockets.add(incoming.socket);
      if (incoming.url === "/hang") held.push(response);
      else response.end("ok");
    });
    const client = outbound({ maxConnectionsPerOrigin: 2 });
    const hanging = Array.from({ length: 6 }, () =>
      client.send(request(`${url}/hang`, { ...by("webhook", projectA), timeoutMs: 20_000 })),
    );
    await expect.poll(() => held.length).toBe(2);
    const quick = answered(await client.send(request(url, by("webhook", projectB))));
    expect(quick.timings.wait).toBeUndefined();
    expect(sockets.size).toBe(3);
    await client.send(request(url, by("webhook", projectB)));
    expect(sockets.size).toBe(3);
    for (const response of held) response.end();
    await expect.poll(() => held.length).toBeGreaterThanOrEqual(4);
    for (const response of held) response.end();
    await expect.poll(() => held.length).toBe(6);
    for (const response of held) response.end();
    expect((await Promise.all(hanging)).every(({ kind }) => kind === "answered")).toBe(true);
  });

  test("have a bound on their connections over all origins: idle ones are closed for new ones", async () => {
    let open = 0;
    let most = 0;
    const hanging: http.ServerResponse[] = [];
    const urls = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const server = http.createServer((incoming, response) => {
          if (incoming.url === "/hang") hanging.push(response);
          else response.end("ok");
        });
        server.on("connection", (socket) => {
          most = Math.max(most, ++open);
          socket.on("close", () => open--);
        });
        return `http://127.0.0.1:${await listen(server)}`;
      }),
    );
    const client = outbound({ maxConnectionsPerProject: 2 });
    for (const url of urls) answered(await client.send(request(url)));
    await expect.poll(() => open).toBeLessThanOrEqual(2);
    expect(most).toBeLessThanOrEqual(3);
    const held = urls.slice(0, 2).map((url) => client.send(request(`${url}/hang`, { timeoutMs: 20_000 })));
    await expect.poll(() => hanging.length).toBe(2);
    expect(await client.send(request(urls[2] ?? ""))).toMatchObject({ reason: "busy" });
    answered(await client.send(request(urls[2] ?? "", by("webhook", projectB))));
    for (const response of hanging) response.end();
    expect((await Promise.all(held)).map((result) => result.kind)).toEqual(["answered", "answered"]);
  });
});
