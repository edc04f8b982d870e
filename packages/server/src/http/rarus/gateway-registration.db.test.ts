import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "../../db/index.ts";
import { eraseNamed } from "../../delivery/index.ts";
import { json, startTestGateway, type TestGateway } from "./testing/gateway.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

const registered = async () => (await gateway.at.events("after_registration")).map(({ subject }) => subject);

describe("after_registration", () => {
  test.each([
    ["id", 201, { id: "u-10" }, {}, "u-10"],
    ["a number", 200, { id: 11 }, {}, "11"],
    ["an id in the only object", 200, { ok: true, user: { id: "u-12" } }, {}, "u-12"],
    ["the location", 201, {}, { location: "https://theirs.example/users/u-13" }, "u-13"],
  ])("is recorded on 2xx, by %s", async (_name, status, body, headers, id) => {
    gateway.respond = (response) => response.writeHead(status, headers).end(JSON.stringify(body));
    await gateway.post("/organization/user/new", { phone: "+7900" });
    expect(await registered()).toContain(id);
  });

  test("is erased by the user's id, with what the hooks were asked before there was one", async () => {
    gateway.respond = (response) => json(response, 201, { id: "u-erased" });
    await gateway.post("/organization/user/new", { phone: "+7911" });
    const { db, keyring } = gateway.at.deps;
    const projectId = gateway.at.own.project.id;
    const event = await db
      .selectFrom("events")
      .select(["id", "keyId"])
      .where("subject", "=", "u-erased")
      .executeTakeFirstOrThrow();
    const [asked] = gateway.at.hooks.asked;
    expect(asked?.keyId).toMatch(/^sub_/);
    expect(asked?.keyId).not.toBe(event.keyId);
    const erased = await inTransaction(db, (tx) => eraseNamed(gateway.at.deps, tx, projectId, "u-erased"));
    expect(new Set(erased?.subjectIds)).toEqual(new Set([event.keyId, asked?.keyId]));
    for (const id of erased?.subjectIds ?? []) expect(await keyring.key(db, id)).toBeNull();
  });

  test("is recorded before the response is complete, also if compressed or without a body", async () => {
    gateway.respond = (response) =>
      response.writeHead(201, { "content-encoding": "gzip" }).end(gzipSync('{"id":"u-20"}'));
    expect(await gateway.post("/organization/user/new", { phone: "+7900" })).toMatchObject({
      status: 201,
      whole: true,
    });
    expect(await registered()).toContain("u-20");
    gateway.respond = (response) => response.writeHead(204, { location: "/users/u-21" }).end();
    expect(await gateway.post("/organization/user/new", { phone: "+7900" })).toMatchObject({
      status: 204,
      whole: true,
    });
    expect(await registered()).toContain("u-21");
  });

  test("is not recorded on another status, nor where the upstream dies midway", async () => {
    const before = await registered();
    gateway.respond = (response) => json(response, 422, { id: "u-30" });
    await gateway.post("/organization/user/new", { phone: "+7900" });
    gateway.respond = (response) => {
      response.writeHead(201, { "content-length": "1000" });
      response.write('{"id":"u-31"}', () => response.destroy());
    };
    // Its only chunk is held back until the end: so the caller can still get something better than a
    // truncated response.
    const broken = await gateway.post("/organization/user/new", { phone: "+7900" });
    expect([broken.status, JSON.parse(String(broken.body)).error.code]).toEqual([502, "upstream_failed"]);
    expect(await registered()).toEqual(before);
  });

  test("is recorded though the caller went away", async () => {
    const gone = Promise.withResolvers<void>();
    gateway.respond = async (response) => {
      response.writeHead(201);
      response.write('{"id":"u-40","rest":"');
      response.write("x".repeat(100_000));
      await gone.promise;
      response.end('"}');
    };
    const outgoing = request(`${gateway.serving}/organization/user/new`, {
      method: "POST",
      headers: { authorization: `Bearer ${gateway.at.tokens.project}`, "content-type": "application/json" },
    });
    outgoing.on("error", () => {});
    outgoing.end('{"phone":"+7900"}');
    const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
    incoming.on("error", () => {});
    incoming.destroy();
    await once(outgoing, "close");
    gone.resolve();
    await expect.poll(registered).toContain("u-40");
  });
});
