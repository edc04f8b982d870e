import { randomBytes } from "node:crypto";
import { maxRetryEvents, treezorEventTypes } from "@countersign/wire";
import { sql } from "kysely";
import { pino } from "pino";
import { beforeAll, expect, test } from "vitest";
import { startReplays } from "../../delivery/index.ts";
import { newUser, startTreezorApi, type TreezorApi } from "./testing/service.ts";

let at: TreezorApi;
beforeAll(async () => {
  at = await startTreezorApi();
});

const subscribe = (body: object, as: "operator" | "project" = "operator") =>
  at.call("POST", "/settings/hooks", { url: "https://receiver.example/hook", ...body }, as);

test("an operator subscribes an address to all types or to some; the secret is shown once", async () => {
  const all = await subscribe({});
  expect(all.status).toBe(201);
  expect(all.body).toMatchObject({ status: "ENABLED", events: [], secret: expect.stringMatching(/^whsec_/) });
  expect(all.body.uuid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  const some = await subscribe({ events: ["document.create", "qes.created"] });
  expect(some.body.events).toEqual(["document.create", "qes.created"]);

  const { secret: _, ...shown } = all.body;
  expect((await at.call("GET", `/settings/hooks/${all.body.uuid}`)).body).toEqual(shown);
  const listed = (await at.call("GET", "/settings/hooks")).body.hooks;
  expect(listed.map(({ uuid }: { uuid: string }) => uuid)).toEqual(
    expect.arrayContaining([some.body.uuid, all.body.uuid]),
  );
  expect((await at.call("GET", "/settings/hooks", undefined, "stranger")).body.hooks).toEqual([]);

  const { db } = at.api.deps;
  const rows = await db
    .selectFrom("webhooks")
    .select(["dialect", "retry", "kind"])
    .where("projectId", "=", at.api.own.project.id)
    .where("kind", "=", "configured")
    .execute();
  for (const row of rows) {
    expect(row).toEqual({ dialect: "treezor", retry: { preset: "treezor" }, kind: "configured" });
  }
});

test("a project's key reads its subscriptions and never changes one", async () => {
  const { uuid } = (await subscribe({})).body;
  const events = { events: ["document.create"] };
  for (const answer of [
    await subscribe({}, "project"),
    await at.call("DELETE", `/settings/hooks/${uuid}`),
    await at.call("PUT", `/settings/hooks/${uuid}/events`, events),
    await at.call("POST", `/settings/hooks/${uuid}/events`, events),
    await at.call("DELETE", `/settings/hooks/${uuid}/events`, events),
  ]) {
    expect([answer.status, answer.body.errors[0].errorCode]).toEqual([403, 40301]);
  }
  expect((await at.call("GET", `/settings/hooks/${uuid}/events`)).body).toEqual({ events: [] });
});

test("an operator names the project by a header", async () => {
  const { api } = at;
  const response = await api.app.inject({
    method: "GET",
    url: "/settings/hooks",
    headers: { authorization: `Bearer ${api.tokens.operator}` },
  });
  expect(response.json().errors[0]).toMatchObject({ errorCode: 40001, field: "x-project-id" });
});

test("the types are replaced, added to and taken away; at least one is left", async () => {
  const { uuid } = (await subscribe({ events: ["document.create"] })).body;
  const change = async (method: string, ...events: string[]) =>
    (await at.call(method, `/settings/hooks/${uuid}/events`, { events }, "operator")).body;
  expect(await change("POST", "qes.created")).toEqual({ events: ["document.create", "qes.created"] });
  expect(await change("DELETE", "document.create")).toEqual({ events: ["qes.created"] });
  expect((await change("DELETE", "qes.created")).errors[0].errorCode).toBe(40001);
  expect(await change("PUT")).toEqual({ events: [] });
  const left = await change("DELETE", "qes.created");
  expect(left.events).toEqual(treezorEventTypes.filter((type) => type !== "qes.created"));
  expect((await at.call("DELETE", `/settings/hooks/${uuid}`, undefined, "operator")).status).toBe(204);
  expect((await at.call("GET", `/settings/hooks/${uuid}`)).body.errors[0].errorCode).toBe(40404);
});

test("an address that may not be called is refused", async () => {
  const { status, body } = await subscribe({ url: "http://169.254.169.254/latest" });
  expect([status, body.errors[0].errorCode]).toEqual([400, 40004]);
});

test("what was sent in a period is sent again in two steps, once", async () => {
  const { deps } = at.api;
  await subscribe({});
  await at.call("POST", "/v1/users", newUser);
  const [user] = (await at.call("GET", "/v1/users")).body.users;
  await at.call("PUT", `/v1/users/${user.userId}/Kycreview`);
  await deps.db.updateTable("deliveries").set({ status: "delivered" }).execute();
  await sql`delete from delivery_queue`.execute(deps.db);

  const period = { startAt: "2026-05-05T00:00:00Z", endAt: "2026-05-06T00:00:00Z" };
  const asked = await at.call("POST", "/retry/query", { ...period, webhook: "kycreview.request" });
  expect(asked.status).toBe(201);
  expect(asked.body).toEqual({
    queryId: expect.any(String),
    link: `https://verify.example/retry/query/${asked.body.queryId}`,
    expireIn: 3600,
  });
  const path = `/retry/query/${asked.body.queryId}`;
  const ready = (await at.call("GET", path)).body;
  expect(ready).toMatchObject({ status: "READY", resent: 0 });
  expect(ready.matched).toBeGreaterThan(0);
  expect((await at.call("GET", path, undefined, "stranger")).body.errors[0].errorCode).toBe(40405);

  const executed = await Promise.all([at.call("POST", path), at.call("POST", path)]);
  expect(executed.map(({ status }) => status).sort()).toEqual([202, 409]);
  const replays = startReplays({
    ...deps,
    log: pino({ enabled: false }),
    listen: async () => async () => undefined,
  });
  let body = executed[0].body;
  while (body.status !== "DONE") body = (await at.call("GET", path)).body;
  await replays.stop();
  expect(body.resent).toBe(ready.matched);
});

test("a query waits for an hour, and selects no more than can be sent", async () => {
  const { deps, clock, own } = at.api;
  const period = { startAt: "2026-05-05T00:00:00Z", endAt: "2026-05-06T00:00:00Z" };
  const { queryId } = (await at.call("POST", "/retry/query", period)).body;
  clock.now += 3_600_000;
  for (const method of ["GET", "POST"]) {
    expect((await at.call(method, `/retry/query/${queryId}`)).body.errors[0].errorCode).toBe(40405);
  }
  await sql`
    insert into deliveries (day, id, event_id, event_day, webhook_id, project_id, type, encoding, status, created_at)
    select d.day, left(d.id, 14) || lpad(n::text, 16, '0'), d.event_id, d.event_day, d.webhook_id, d.project_id, d.type,
      d.encoding, 'delivered', d.created_at
    from (select * from deliveries where project_id = ${own.project.id} and type like 'kycreview.%' limit 1) d,
      generate_series(1, ${maxRetryEvents + 1}::integer) n
  `.execute(deps.db);
  const { status, body } = await at.call("POST", "/retry/query", period);
  expect([status, body.errors[0].errorCode]).toEqual([422, 42201]);
});

test("a period that ends before it begins has a code of its own", async () => {
  const period = { startAt: "2026-05-06T00:00:00Z", endAt: "2026-05-05T00:00:00Z" };
  const code = async (body: object) => (await at.call("POST", "/retry/query", body)).body.errors[0].errorCode;
  expect(await code(period)).toBe(40005);
  expect(await code({ ...period, endAt: "yesterday" })).toBe(40001);
});

test("a random text names no query", async () => {
  for (const id of ["x", randomBytes(16).toString("hex"), "00000000-0000-4000-a000-000000000000"]) {
    expect((await at.call("GET", `/retry/query/${id}`)).body.errors[0].errorCode).toBe(40405);
  }
});
