import { catalog, idDay, newId } from "@countersign/wire";
import { Registry } from "prom-client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "../../../db/index.ts";
import { record } from "../../../events/index.ts";
import {
  type InterceptionDeps,
  intercept,
  openInterception,
  probeHook,
} from "../../../interception/index.ts";
import { stepsContext } from "../../../interception/seal-context.ts";
import { type HookReply, type HookServer, startHookServer } from "../../../interception/testing/hooks.ts";
import { createOutbound } from "../../../outbound/index.ts";
import { createRendering } from "../../../rendering/index.ts";
import { createWebhookDirectory } from "../../../webhooks/index.ts";
import { buildApp } from "../../app.ts";
import { startTestApi, type TestApi } from "../../testing/api.ts";

let api: TestApi;
let server: HookServer;
let interception: InterceptionDeps & { close(): Promise<void> };
const outbound = createOutbound({ allow: ["127.0.0.0/8"] });
const rendering = createRendering();
const levels = new Map<string, number>();
const payload = catalog.before_order_add.example;

beforeAll(async () => {
  server = await startHookServer();
  api = await startTestApi();
  const { deps } = api;
  const webhooks = createWebhookDirectory(deps);
  await webhooks.watch(async () => async () => undefined);
  interception = openInterception({
    ...deps,
    outbound,
    rendering,
    webhooks,
    recordEvent: (event) => inTransaction(deps.db, (tx) => record(deps.events, tx, event)),
    kycLevelOf: async (_project, userId) => levels.get(userId) ?? 0,
  });
  api.app = await buildApp({
    ...deps,
    outbound,
    rendering,
    intercept: (request) => intercept(interception, request),
    probe: (...tried) => probeHook(interception, ...tried),
    writeTraces: () => interception.traces.flush(),
    metrics: new Registry(),
  });
});
afterAll(async () => {
  await interception.close();
  await rendering.close();
  await outbound.close();
  await server.close();
});

const call = async (
  caller: "operator" | "project" | "stranger",
  method: string,
  url: string,
  body?: unknown,
) => {
  const response = await api.app.inject({
    method: method as "GET",
    url: `/manage/v1${url}`,
    headers: { authorization: `Bearer ${api.tokens[caller]}` },
    ...(body !== undefined && { payload: body as object }),
  });
  const text = response.payload;
  return { status: response.statusCode, body: text.startsWith("{") ? JSON.parse(text) : text };
};
const ask = (more: object = {}, event = "before_order_add") =>
  call("project", "POST", `/intercept/${event}`, { projectId: api.own.project.id, payload, ...more });
const add = async (more: object) => {
  const settings = { projectId: api.own.project.id, name: "Stock", events: ["before_order_add"], ...more };
  const made = await call("operator", "POST", "/webhooks", settings);
  expect(made.body).toMatchObject({ id: expect.any(String) });
  return made.body;
};

beforeEach(async () => {
  const { data } = (await call("operator", "GET", "/webhooks?limit=100")).body;
  for (const { id } of data) await call("operator", "DELETE", `/webhooks/${id}`);
});

describe("intercepting for another backend", () => {
  test("returns the payload as changed by the hooks, and stores the trace, sealed", async () => {
    server.reply("/stock", { body: { data: { order: { comment: "call Ivan first" } }, warnings: ["low"] } });
    await add({ url: server.url("/stock"), mode: "gate_apply" });
    const { status, body } = await ask({ subject: "ord-1" });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      allow: true,
      payload: { order: { comment: "call Ivan first" } },
      degraded: false,
      warnings: ["low"],
      trace: [{ name: "Stock", verdict: "allowed", changes: [{ op: "replace", path: "/order/comment" }] }],
    });
    expect(body).not.toHaveProperty("error");
    expect(body.trace[0].answer).toBe(null);

    const read = await call("operator", "GET", `/interceptions/${body.traceId}`);
    expect(read.body).toMatchObject({
      id: body.traceId,
      event: "before_order_add",
      subject: "ord-1",
      verdict: "allowed",
      statusCode: null,
      steps: [
        {
          ...body.trace[0],
          answer: {
            body: expect.stringContaining("call Ivan first"),
            contentType: "application/json",
            cut: false,
          },
        },
      ],
      changedPayload: { order: { comment: "call Ivan first" } },
    });
    expect(read.body.payload.order.comment).not.toBe("call Ivan first");
    expect((await call("project", "GET", `/interceptions/${body.traceId}`)).status).toBe(403);
    const audited = (await call("operator", "GET", "/audit")).body.data;
    expect(audited).toContainEqual(
      expect.objectContaining({ action: "interception.view", target: body.traceId }),
    );
    const stored = await api.deps.db.selectFrom("interceptions").selectAll().execute();
    expect(JSON.stringify([stored, api.log])).not.toContain("Ivan");
    expect(stored.every(({ stepsSealed }) => !stepsSealed.toString("latin1").includes("Ivan"))).toBe(true);
    const listed = await call("project", "GET", "/interceptions?verdict=allowed");
    expect(listed.body.data[0]).toMatchObject({ id: body.traceId, verdict: "allowed" });
    expect((await call("stranger", "GET", "/interceptions")).body.data).toEqual([]);
    const between = (from: number, to: number) =>
      `createdAtFrom=${new Date(api.clock.now + from).toISOString()}&createdAtTo=${new Date(api.clock.now + to).toISOString()}`;
    const ids = async (query: string) =>
      (await call("operator", "GET", `/interceptions?${query}`)).body.data.map(
        ({ id }: { id: string }) => id,
      );
    const wanted = "subject=ord-1&subject=ord-2&verdict=allowed&verdict=denied";
    expect(await ids(`${wanted}&${between(0, 1)}`)).toEqual([body.traceId]);
    expect(await ids(`${wanted}&${between(1, 2)}`)).toEqual([]);
    expect(await ids("subject=ord-2")).toEqual([]);
  });

  test("shows the steps of an earlier version in the words that are used now", async () => {
    const { db, keyring, clock, random } = api.deps;
    const projectId = api.own.project.id;
    const id = newId("interception", clock, random);
    const key = (await keyring.payloadKeys(db, projectId))?.on(idDay(id));
    if (!key) throw new Error("no key");
    const former = { webhookId: "whk_1", name: "Stock", position: 3, verdict: "broken", why: "bad-status" };
    const rest = { detail: null, status: 500, attempts: 1, durationMs: 2, error: null };
    const steps = [{ ...former, ...rest, changes: [], warnings: [] }];
    await db
      .insertInto("interceptions")
      .values({
        day: idDay(id),
        id,
        projectId,
        event: "before_order_add",
        subject: null,
        verdict: "broken",
        status: 502,
        degraded: false,
        dryRun: false,
        startedAt: new Date(clock()),
        totalMs: 2,
        keyId: projectId,
        stepsSealed: key.seal(JSON.stringify(steps), stepsContext(id)),
      })
      .execute();
    const { body } = await call("operator", "GET", `/interceptions/${id}`);
    expect(body).toMatchObject({ statusCode: 502, createdAt: new Date(clock()).toISOString() });
    expect([body.payload, body.changedPayload]).toEqual([null, null]);
    expect(body.steps).toEqual([
      {
        webhookId: "whk_1",
        name: "Stock",
        order: 3,
        verdict: "broken",
        why: "bad_status",
        detail: null,
        statusCode: 500,
        attemptCount: 1,
        durationMs: 2,
        error: null,
        changes: [],
        warnings: [],
        answer: null,
      },
    ]);
  });

  test("returns the reason: a denial, a broken hook, an invalid payload", async () => {
    server.reply("/no", {
      status: 409,
      body: { error: { code: "closed", message: "Closed", field: "order" } },
    });
    await add({ url: server.url("/no"), mode: "gate" });
    expect((await ask()).body).toMatchObject({
      allow: false,
      payload: null,
      error: { code: "closed", message: "Closed", field: "order", name: "Stock", statusCode: 409 },
    });
    server.reply("/no", { status: 500, body: "stack trace" });
    expect((await ask()).body).toMatchObject({
      allow: false,
      error: { code: "hook_broken", name: "Stock", statusCode: 502 },
    });
    const wrong = await ask({ payload: { ...payload, order: { ...payload.order, currency: 7 } } });
    expect([wrong.status, wrong.body.errors[0].field]).toEqual([422, "payload.order.currency"]);
    expect((await ask({}, "check.person")).status).not.toBe(200);
    const foreign = { projectId: api.own.project.id, payload };
    expect((await call("stranger", "POST", "/intercept/before_order_add", foreign)).status).toBe(422);
  });

  test("notifies the others once all have allowed, and none on a dry run", async () => {
    await add({ url: server.url("/gate"), mode: "gate" });
    await add({ url: server.url("/later"), mode: "notify", name: "Later" });
    const deliveries = async () => (await call("operator", "GET", "/deliveries?limit=100")).body.data.length;
    const before = await deliveries();
    const dry = await ask({ dryRun: true });
    expect(dry.body).toMatchObject({ allow: true, trace: [{ name: "Stock" }] });
    expect(await deliveries()).toBe(before);
    expect((await call("operator", "GET", `/interceptions/${dry.body.traceId}`)).body.dryRun).toBe(true);
    server.reply("/gate", { body: { allow: false } });
    await ask();
    expect(await deliveries()).toBe(before);
    server.reply("/gate", {});
    await ask();
    expect(await deliveries()).toBe(before + 1);
  });

  test("a KYC gate needs no address", async () => {
    const gate = await add({ name: "Verified buyers", require: { kycLevel: 2 } });
    expect(gate).toMatchObject({ url: null, mode: "gate", require: { kycLevel: 2 }, timeoutMs: 2000 });
    expect((await ask()).body).toMatchObject({
      allow: false,
      error: {
        code: "kyc_level_insufficient",
        name: "Verified buyers",
        statusCode: 422,
        field: "order.userId",
      },
    });
    levels.set("usr-1024", 2);
    expect((await ask()).body).toMatchObject({ allow: true });
  });

  test("a change of settings counts at once", async () => {
    const { id } = await add({ url: server.url("/x"), mode: "gate", condition: "data.order.discount > 0" });
    expect((await ask()).body.trace).toMatchObject([{ verdict: "skipped", why: "condition" }]);
    await call("operator", "PATCH", `/webhooks/${id}`, { condition: null });
    expect((await ask()).body.trace).toMatchObject([{ verdict: "allowed" }]);
    await call("operator", "POST", `/webhooks/${id}/disable`);
    expect((await ask()).body.trace).toMatchObject([{ verdict: "skipped", why: "disabled" }]);
    await call("operator", "PATCH", `/webhooks/${id}`, { active: false });
    expect((await ask()).body.trace).toEqual([]);
  });
});

describe("settings", () => {
  const refused = async (settings: object) => {
    const all = {
      projectId: api.own.project.id,
      name: "Stock",
      events: ["before_order_add"],
      mode: "gate",
      url: server.url("/x"),
    };
    const { status, body } = await call("operator", "POST", "/webhooks", { ...all, ...settings });
    expect(status).toBe(422);
    return body.errors;
  };

  test.each<[string, object, string, RegExp]>([
    [
      "a value in quotes",
      { body: '{"u": "{{ data.order.userId }}"}' },
      "body",
      /line 1, column 8: .*without quotes/,
    ],
    ["a body that isn't JSON", { body: "hello {{ event }}" }, "body", /not JSON/],
    [
      "a body that lacks a member",
      { body: '{"a":\n {{ data.user }}}' },
      "body",
      /line 2, column 5: .*data\.user/,
    ],
    ["a template that reads others", { body: '{% include "a" %}' }, "body", /include/],
    ["a condition with a mistake", { condition: "data.order.discount >" }, "condition", /line 1, column \d+/],
    ["a condition that is a number", { condition: "1 + 1" }, "condition", /true or false/],
    ["a gate that may take a minute", { timeoutMs: 60_000 }, "timeoutMs", /10000/],
    ["a gate on what has happened", { events: ["after_registration"] }, "mode", /before_/],
    ["a fallback of an order", { fallback: { price: 1 }, failurePolicy: "continue" }, "fallback", /delivery/],
    [
      "a fallback without `continue`",
      { events: ["before_delivery_service_calculate"], fallback: { price: 1 } },
      "fallback",
      /continue/,
    ],
    [
      "a policy of one that nobody waits for",
      { mode: "notify", failurePolicy: "continue" },
      "failurePolicy",
      /gates/,
    ],
    ["a KYC gate with an address", { require: { kycLevel: 1 } }, "require", /address/],
    ["no address", { url: undefined }, "url", /required/],
    [
      "a body for a format of its own",
      { mode: "notify", events: ["check.photo"], body: "{}" },
      "body",
      /able-id/,
    ],
  ])("%s is refused, with the mend", async (_name, settings, field, problem) => {
    expect(await refused(settings)).toContainEqual({ field, problem: expect.stringMatching(problem) });
  });

  test("a KYC gate without a user is refused", async () => {
    const errors = await refused({
      url: undefined,
      require: { kycLevel: 1 },
      events: ["before_registration"],
    });
    expect(errors).toMatchObject([{ field: "events" }]);
  });

  test("a gate has two seconds by default, and a change of mode changes the default timeout", async () => {
    const { id, timeoutMs } = await add({ url: server.url("/x"), mode: "gate" });
    expect(timeoutMs).toBe(2000);
    const change = async (settings: object) =>
      (await call("operator", "PATCH", `/webhooks/${id}`, settings)).body.timeoutMs;
    expect(await change({ mode: "notify" })).toBe(15_000);
    expect(await change({ mode: "gate_apply" })).toBe(2000);
    expect(await change({ timeoutMs: 500 })).toBe(500);
    expect(await change({ mode: "notify" })).toBe(500);
  });

  test("a gate that expires within seven days is flagged", async () => {
    const at = (days: number) => new Date(api.clock.now + days * 86_400_000).toISOString();
    const soon = await add({ url: server.url("/x"), mode: "gate", validTo: at(6) });
    expect(soon.warnings).toEqual([expect.stringContaining(at(6))]);
    expect((await add({ url: server.url("/x"), mode: "gate", validTo: at(8) })).warnings).toEqual([]);
    expect((await add({ url: server.url("/x"), mode: "notify", validTo: at(6) })).warnings).toEqual([]);
  });
});

describe("the test of a gate", () => {
  const answers: [name: string, reply: HookReply, more: object, outcome: string][] = [
    ["a plain OK", { body: "OK", headers: { "content-type": "text/plain" } }, {}, "allowed"],
    ["changes", { body: { data: { order: { comment: "x" } } } }, { mode: "gate_apply" }, "allowed"],
    ["a bare 400", { status: 400, body: "Нет", headers: { "content-type": "text/plain" } }, {}, "denied"],
    [
      "an envelope that denies",
      { body: { error: { code: "no", message: "Нет", field: "order" } } },
      {},
      "denied",
    ],
    ["a 404", { status: 404 }, {}, "broken"],
    ["a 500 that is tolerated", { status: 500 }, { failurePolicy: "continue" }, "tolerated"],
    ["a badly made envelope", { body: { allow: "no" } }, {}, "broken"],
    [
      "changes that don't fit",
      { body: { data: { order: { currency: 7 } } } },
      { mode: "gate_apply" },
      "broken",
    ],
  ];
  test.each(answers)("of %s tells what a real call does", async (_name, reply, more, outcome) => {
    server.reply("/tried", reply);
    const { id } = await add({ url: server.url("/tried"), mode: "gate", ...more });
    const { status, body } = await call("operator", "POST", `/webhooks/${id}/test`);
    const real = (await ask()).body;
    expect([status, body.verdict.outcome, body.verdict.accepted]).toEqual([
      200,
      outcome,
      outcome === "allowed",
    ]);
    const { gate } = body.verdict;
    expect([
      gate.caller?.statusCode,
      gate.caller?.error.detail ?? gate.caller?.error.message,
      gate.changes,
    ]).toEqual([real.error?.statusCode, real.error?.message, real.trace[0].changes]);
    const [tried] = server.calls("/tried").slice(-2);
    expect(tried?.headers).toMatchObject({ "countersign-test": "true" });
    expect(body.request.body).toBe(tried?.body);
    expect((await call("operator", "GET", "/interceptions?limit=100")).body.data).not.toContainEqual(
      expect.objectContaining({ id: tried?.headers["webhook-id"] }),
    );
  });

  test("says why an operation would not ask it now", async () => {
    const url = server.url("/tried");
    const { id } = await add({ url, mode: "gate", condition: "data.order.discount > 100000", active: false });
    const { body } = await call("operator", "POST", `/webhooks/${id}/test`);
    expect(body.verdict.gate.idle).toEqual(["It is not active.", "Its condition is not met by the example."]);
  });
});
