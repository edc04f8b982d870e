import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { isBeforeEvent, newPublicId, type SessionId } from "@countersign/wire";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "../../db/index.ts";
import { record } from "../../events/index.ts";
import { intercept, openInterception } from "../../interception/index.ts";
import { kycLevelOf, startSubscriptions } from "../../operations/index.ts";
import { createOutbound } from "../../outbound/index.ts";
import { startTestBank, type TestBank } from "../../payments/testing/bank.ts";
import { createRendering, type Rendering } from "../../rendering/index.ts";
import { startSession } from "../../verification/index.ts";
import { residentForTest } from "../../verification/testing/stage.ts";
import {
  createWebhook,
  createWebhookDirectory,
  deleteWebhook,
  type WebhookDirectory,
} from "../../webhooks/index.ts";
import { startTestOperations, type TestOperations } from "./testing/operations.ts";

/**
 * Rarus's nine events, each at its method, with real interception and a real server for its hooks.
 */

let at: TestOperations;
let hook: Server;
let hookUrl: string;
let bank: TestBank;
let rendering: Rendering;
let called: { event: string; data: Record<string, unknown> }[] = [];
let answer: { status: number; body: object } = { status: 200, body: {} };
const webhooks: string[] = [];

beforeAll(async () => {
  hook = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (piece) => {
      text += piece;
    });
    request.on("end", () => {
      called.push(JSON.parse(text));
      response.writeHead(answer.status, { "content-type": "application/json" });
      response.end(JSON.stringify(answer.body));
    });
  }).listen(0, "127.0.0.1");
  await once(hook, "listening");
  hookUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`;
  bank = await startTestBank();
  rendering = createRendering({ processes: 1 });
  let directory: WebhookDirectory | undefined;
  at = await startTestOperations((deps) => {
    directory = createWebhookDirectory(deps);
    const outbound = createOutbound({ allow: ["127.0.0.0/8"] });
    const interception = openInterception({
      ...deps,
      outbound,
      rendering,
      webhooks: directory,
      recordEvent: (event) => inTransaction(deps.db, (tx) => record(deps.events, tx, event)),
      kycLevelOf: (projectId, userId) => kycLevelOf(deps.db, projectId, userId),
    });
    return { outbound, intercept: (request) => intercept(interception, request) };
  });
  // Changes made by this process need no notification of the store.
  await directory?.watch(async () => async () => {});
  const settings = { baseUrl: bank.url, userName: "shop", password: "secret" };
  const path = `/manage/v1/projects/${at.own.project.id}/payments`;
  const headers = { authorization: `Bearer ${at.tokens.operator}` };
  const set = await at.app.inject({ method: "PUT", url: path, headers, payload: settings });
  expect(set.statusCode).toBe(200);
});
afterAll(async () => {
  hook.closeAllConnections();
  hook.close();
  bank.close();
  await rendering.close();
});
afterEach(async () => {
  for (const id of webhooks.splice(0))
    await inTransaction(at.deps.db, (tx) => deleteWebhook(at.deps, tx, id));
  called = [];
  answer = { status: 200, body: {} };
  bank.answer = () => ({ body: {} });
});

async function webhook(events: string[], more: object): Promise<void> {
  const created = await inTransaction(at.deps.db, (tx) =>
    createWebhook(at.deps, tx, {
      projectId: at.own.project.id,
      name: "Партнёр",
      url: hookUrl,
      events,
      dialect: "rarus",
      ...more,
    } as Parameters<typeof createWebhook>[2]),
  );
  if (!created.ok) throw new Error(JSON.stringify(created.problems));
  webhooks.push(created.webhook.id);
}

const basket = { items: [{ sku: "TEA-1", name: "Чай", quantity: 1, price: 100 }], currency: "RUB" };
const destination = { country: "RU", region: null, city: "Москва", street: null, postcode: null };
const paid = { errorCode: "0", orderStatus: 2, actionCode: 0, amount: 100, currency: "643" };
let numbers = 0;
const phone = () => `+7911${String(++numbers).padStart(7, "0")}`;

async function order(userId: string, more: object = {}): Promise<string> {
  return (await at.ask("POST", "/organization/order/add", { userId, ...basket, ...more })).body.order.id;
}
async function courier(): Promise<string> {
  const input = { name: "Курьер", currency: "RUB", tariff: { base: 100 } };
  return (await at.ask("POST", "/organization/delivery_service/new", input)).body.deliveryService.id;
}

type Method = (userId: string) => Promise<{ status: number }>;

const methods: [event: string, method: string, prepare: (userId: string) => Promise<Method>][] = [
  [
    "before_registration",
    "/organization/user/new",
    async () => () => at.ask("POST", "/organization/user/new", { phone: phone() }),
  ],
  ["before_user_new", "/user/new", async () => () => at.ask("POST", "/user/new", { phone: phone() })],
  [
    "before_user_update",
    "/organization/user/{id}",
    async () => (userId) => at.ask("POST", `/organization/user/${userId}`, { firstName: "Анна" }),
  ],
  [
    "before_order_add",
    "/organization/order/add",
    async () => (userId) => at.ask("POST", "/organization/order/add", { userId, ...basket }),
  ],
  [
    "before_order_add",
    "/user/order/add",
    async () => (userId) => at.ask("POST", "/user/order/add", basket, userId),
  ],
  [
    "before_order_update",
    "/organization/order/{id}",
    async (userId) => {
      const id = await order(userId);
      return () => at.ask("POST", `/organization/order/${id}`, { comment: "x" });
    },
  ],
  [
    "before_order_update",
    "/user/order/{id}",
    async (userId) => {
      const id = await order(userId);
      return () => at.ask("POST", `/user/order/${id}`, { comment: "x" }, userId);
    },
  ],
  [
    "before_order_setstatus",
    "/organization/order/set_status",
    async (userId) => {
      const id = await order(userId);
      return () => at.ask("POST", "/organization/order/set_status", { id, status: "confirmed" });
    },
  ],
  [
    "before_order_setstatus",
    "/user/sber_get_status",
    async (userId) => {
      const id = await order(userId, { bankOrderId: `bank-${++numbers}` });
      bank.answer = () => ({ body: paid });
      return () => at.ask("GET", `/user/sber_get_status?orderId=${id}`, undefined, userId);
    },
  ],
  [
    "before_delivery_service_calculate",
    "/organization/delivery_service/{id}/calculate",
    async () => {
      const id = await courier();
      const request = { destination, weight: 1, currency: "RUB" };
      return () => at.ask("POST", `/organization/delivery_service/${id}/calculate`, request);
    },
  ],
];

describe.each(methods)("%s at %s", (event, _path, prepare) => {
  test("is asked before: its denial stops the method, its consent lets it go on", async () => {
    const userId = await at.user();
    const method = await prepare(userId);
    await webhook([event], { mode: "gate" });
    called = [];
    answer = { status: 422, body: { allow: false, error: { code: "no", message: "Нет" } } };
    expect(await method(userId)).toMatchObject({
      status: 422,
      body: { error: { code: "denied", reason: "no", message: "Нет", hook: "Партнёр" } },
    });
    answer = { status: 200, body: {} };
    expect((await method(userId)).status).toBeLessThan(300);
    expect(called.map((each) => each.event)).toEqual([event, event]);
  });

  test("is sent to webhooks that are only notified, once every gate has allowed", async () => {
    const userId = await at.user();
    const method = await prepare(userId);
    await webhook([event], { mode: "gate", order: 1 });
    await webhook([event], { mode: "notify", order: 2 });
    const before = (await at.events(event)).length;
    answer = { status: 403, body: { allow: false, error: { code: "no", message: "Нет" } } };
    expect((await method(userId)).status).toBe(403);
    expect(await at.events(event)).toHaveLength(before);
    answer = { status: 200, body: {} };
    await method(userId);
    expect(await at.events(event)).toHaveLength(before + 1);
  });
});

test("before_order_setstatus waits for the bank's full authorisation", async () => {
  const userId = await at.user();
  const id = await order(userId, { bankOrderId: `bank-${++numbers}` });
  await webhook(["before_order_setstatus"], { mode: "gate" });
  const check = () => at.ask("GET", `/user/sber_get_status?orderId=${id}`, undefined, userId);
  for (const body of [
    { ...paid, orderStatus: 1 },
    { ...paid, orderStatus: 6 },
    { ...paid, amount: 99 },
  ]) {
    bank.answer = () => ({ body });
    expect((await check()).status).toBe(200);
  }
  expect(called).toEqual([]);
  bank.answer = () => ({ body: paid });
  expect((await check()).body.order.status).toBe("paid");
  expect(called.map((each) => each.data)).toMatchObject([
    { method: "/user/sber_get_status", status: "paid" },
  ]);
});

test("before_registration is not asked about input that is not good", async () => {
  await webhook(["before_registration"], { mode: "gate" });
  for (const input of [{}, { phone: "1" }, { phone: phone(), extra: 1 }])
    expect((await at.ask("POST", "/organization/user/new", input)).status).toBe(422);
  expect(called).toEqual([]);
});

test("after_registration is there with the commit, and only with it", async () => {
  const { db } = at.deps;
  const before = await at.events("after_registration");
  // The commit itself fails: nothing of the registration may remain, including its event.
  await sql`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`.execute(
    db,
  );
  await sql`create constraint trigger refuse_at_commit after insert on operation_users
    deferrable initially deferred for each row execute function refuse()`.execute(db);
  expect((await at.ask("POST", "/organization/user/new", { phone: phone() })).status).toBe(500);
  await sql`drop trigger refuse_at_commit on operation_users`.execute(db);
  expect(await at.events("after_registration")).toEqual(before);
  const { body } = await at.ask("POST", "/organization/user/new", { phone: phone() });
  expect((await at.events("after_registration")).at(-1)).toMatchObject({ subject: body.user.id });
});

test("on_subscription is recorded when a term ends, and again after a renewal", async () => {
  const userId = await at.user();
  const input = {
    userId,
    plan: "monthly",
    term: { unit: "month", count: 1 },
    startsAt: "2026-01-31T12:00:00Z",
  };
  const added = await at.ask("POST", "/organization/subscription/new", input);
  expect(added).toMatchObject({
    status: 201,
    body: { subscription: { startedAt: "2026-01-31T12:00:00.000Z", expiresAt: "2026-02-28T12:00:00.000Z" } },
  });
  const later = await at.ask("POST", "/organization/subscription/new", {
    userId,
    plan: "yearly",
    term: { unit: "year", count: 50 },
  });
  const scheduler = startSubscriptions({ db: at.deps.db, events: at.deps.events, log: at.deps.log });
  await expect.poll(() => at.events("on_subscription")).toHaveLength(1);
  await scheduler.stop();
  const { id } = added.body.subscription;
  expect(await at.events("on_subscription")).toMatchObject([{ subject: id, sequence: 1 }]);
  expect((await at.ask("GET", `/organization/subscription/${id}`)).body.subscription.state).toBe("expired");
  const cancelled = await at.ask("POST", `/organization/subscription/${later.body.subscription.id}/cancel`);
  expect(cancelled.body.subscription.state).toBe("cancelled");
  const list = await at.ask("GET", `/organization/subscription?userId=${userId}`);
  expect(list.body.data.map(({ state }: { state: string }) => state).sort()).toEqual([
    "cancelled",
    "expired",
  ]);
});

test("all nine have a method of their own", () => {
  const told = ["after_registration", "on_subscription"];
  const events = new Set([...methods.map(([event]) => event), ...told]);
  expect(events.size).toBe(9);
  for (const event of events) expect(isBeforeEvent(event as "before_order_add")).toBe(!told.includes(event));
});

test("an order is refused until its buyer is verified", async () => {
  const { deps, own } = at;
  await webhook(["before_order_add"], { mode: "gate", url: undefined, require: { kycLevel: 2 } });
  const started = await inTransaction(deps.db, (tx) =>
    startSession(deps.verification, tx, {
      project: own.project,
      method: "identification",
      transactionId: newPublicId<SessionId>(deps.random),
      person: residentForTest(),
      language: "ru",
      outcomeWebhookIds: [],
    }),
  );
  if (started.kind !== "started") throw new Error(started.kind);
  const { body } = await at.ask("POST", "/organization/user/new", {
    phone: phone(),
    kycSessionId: started.session.id,
  });
  const buy = () => at.ask("POST", "/user/order/add", basket, body.user.id);
  expect(await buy()).toMatchObject({
    status: 422,
    body: { error: { code: "denied", reason: "kyc_level_insufficient", field: "order.userId" } },
  });
  const simulated = await at.call("operator", "POST", `/sessions/${started.session.id}/simulate`, {
    outcome: "succeeded",
  });
  expect(simulated.status).toBe(200);
  expect((await buy()).status).toBe(201);
  const decided = `/projects/${own.project.id}/users/${body.user.id}/kyc-level`;
  await at.call("operator", "PUT", decided, { level: 4 });
  expect((await buy()).status).toBe(422);
});
