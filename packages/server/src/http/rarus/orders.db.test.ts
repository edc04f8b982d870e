import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hooksForTest } from "../../operations/testing/operations.ts";
import { createOutbound } from "../../outbound/index.ts";
import { startTestBank, type TestBank } from "../../payments/testing/bank.ts";
import { startTestOperations, type TestOperations } from "./testing/operations.ts";

let at: TestOperations;
let bank: TestBank;
let userId: string;
beforeAll(async () => {
  bank = await startTestBank();
  at = await startTestOperations(() => ({ outbound: createOutbound({ allow: ["127.0.0.0/8"] }) }));
  userId = await at.user();
});
afterAll(() => bank.close());
beforeEach(() => {
  at.hooks.asked.length = 0;
  at.hooks.answer = hooksForTest().answer;
});

const items = [{ sku: "TEA-1", name: "Чай", quantity: 2, price: 35_000 }];
const basket = { items, currency: "RUB", discount: 5_000, deliveryPrice: 10_000 };
const destination = { country: "RU", region: null, city: "Москва", street: "ул. Тихая, 1", postcode: null };

async function order(more: object = {}) {
  const { body } = await at.ask("POST", "/organization/order/add", { userId, ...basket, ...more });
  at.hooks.asked.length = 0;
  return body.order;
}

test("an order is added for a user, by the organization and by the user", async () => {
  const own = await at.ask("POST", "/organization/order/add", { userId, ...basket, destination });
  expect(own).toMatchObject({
    status: 201,
    body: { order: { userId, status: "new", total: 75_000, items, destination, version: 1 } },
  });
  const theirs = await at.ask("POST", "/user/order/add", basket, userId);
  expect(theirs.body.order).toMatchObject({ userId, comment: "", destination: null });
  expect(at.hooks.asked.map(({ event, payload, userId }) => [event, payload.method, userId])).toEqual([
    ["before_order_add", "/organization/order/add", userId],
    ["before_order_add", "/user/order/add", userId],
  ]);
  const { id } = own.body.order;
  expect((await at.ask("GET", `/organization/order/${id}`)).body.order).toEqual(own.body.order);
  expect((await at.ask("GET", `/user/order/${id}`, undefined, userId)).body.order.id).toBe(id);
  expect((await at.ask("GET", `/user/order/${id}`, undefined, await at.user())).status).toBe(404);
});

test("what was bought and where it goes rests sealed, and is gone with its buyer", async () => {
  const buyer = await at.user();
  const { body } = await at.ask("POST", "/organization/order/add", { ...basket, userId: buyer, destination });
  const row = await at.deps.db
    .selectFrom("operationOrders")
    .selectAll()
    .where("id", "=", body.order.id)
    .executeTakeFirstOrThrow();
  expect(row.contentSealed.includes("Тихая")).toBe(false);
  await at.ask("DELETE", `/organization/user/${buyer}`);
  const after = (await at.ask("GET", `/organization/order/${body.order.id}`)).body.order;
  expect(after).toMatchObject({ total: 75_000, items: null, destination: null });
  const denied = await at.ask("POST", "/organization/order/add", { userId: buyer, ...basket });
  expect(denied.body.error).toMatchObject({ code: "invalid_request", field: "userId" });
});

test("hooks are asked only once the input is found good", async () => {
  const wrong: [object, string][] = [
    [{ userId: "usr_none", ...basket }, "userId"],
    [{ userId, ...basket, items: [] }, "items"],
    [{ userId, ...basket, discount: 70_001 }, "discount"],
    [{ userId, ...basket, discount: -1 }, "discount"],
    [{ userId, ...basket, currency: "rub" }, "currency"],
    [{ userId, ...basket, deliveryServiceId: "dsv_none" }, "deliveryServiceId"],
    [{ userId, ...basket, status: "paid" }, "status"],
  ];
  for (const [input, field] of wrong) {
    const { status, body } = await at.ask("POST", "/organization/order/add", input);
    expect([field, status, body.error.code, body.error.field]).toEqual([
      field,
      422,
      "invalid_request",
      field,
    ]);
  }
  const nobody = await at.ask("POST", "/user/order/add", basket);
  expect(nobody.body.error).toMatchObject({ code: "invalid_request", field: "x-user-id" });
  const unknown = await at.ask("POST", "/user/order/add", basket, "usr_none");
  expect(unknown.body.error).toMatchObject({ code: "invalid_request", field: "x-user-id" });
  expect(at.hooks.asked).toEqual([]);
});

test("a hook may change an order, but neither its buyer nor its sums beyond counting", async () => {
  const another = await at.user();
  const change = (more: object) => {
    at.hooks.answer = ({ payload }) => ({
      payload: { ...payload, order: { ...(payload.order as object), ...more } },
    });
    return at.ask("POST", "/organization/order/add", { userId, ...basket });
  };
  expect((await change({ discount: 70_000 })).body.order).toMatchObject({ discount: 70_000, total: 10_000 });
  for (const [more, field] of [
    [{ userId: another }, "order.userId"],
    [{ discount: 70_001 }, "order.discount"],
    [{ items: [] }, "order.items"],
    [{ deliveryServiceId: "dsv_none" }, "deliveryServiceId"],
  ] as const) {
    const { status, body } = await change(more);
    expect([field, status, body.error]).toMatchObject([field, 502, { code: "hook_bad_answer", field }]);
  }
});

test("an order changes as its status allows", async () => {
  const { id } = await order();
  const changed = await at.ask("POST", `/user/order/${id}`, { comment: "Позвонить" }, userId);
  expect(changed.body.order).toMatchObject({ comment: "Позвонить", items, version: 2 });
  expect(at.hooks.asked).toMatchObject([
    {
      event: "before_order_update",
      payload: { method: "/user/order/{id}", id, changes: { comment: "Позвонить" } },
    },
  ]);
  expect((await at.ask("POST", `/user/order/${id}`, { comment: "" }, await at.user())).status).toBe(404);
  const set = (status: string) => at.ask("POST", "/organization/order/set_status", { id, status });
  expect((await set("paid")).body.order.status).toBe("paid");
  const sums = await at.ask("POST", `/organization/order/${id}`, { discount: 0 });
  expect(sums).toMatchObject({ status: 409, body: { error: { code: "order_closed", field: "discount" } } });
  expect((await at.ask("POST", `/organization/order/${id}`, { destination })).status).toBe(200);
  await set("delivered");
  expect((await at.ask("POST", `/organization/order/${id}`, { comment: "" })).status).toBe(409);
  expect((await set("new")).body.error.code).toBe("order_closed");
});

test("a lost race for an order is a conflict, and asks for what it saw", async () => {
  const { id, version } = await order();
  const stale = { comment: "x", version };
  expect((await at.ask("POST", `/organization/order/${id}`, stale)).status).toBe(200);
  expect((await at.ask("POST", `/organization/order/${id}`, stale)).body.error.code).toBe("conflict");
  const meeting = await Promise.all(
    Array.from({ length: 6 }, () =>
      at.ask("POST", "/organization/order/set_status", { id, status: "confirmed" }),
    ),
  );
  const codes = meeting.map(({ status }) => status);
  expect(codes.every((status) => status === 200 || status === 409)).toBe(true);
  const { body } = await at.ask("GET", `/organization/order/${id}`);
  expect(body.order.version).toBe(2 + codes.filter((status) => status === 200).length);
});

test("more orders than there are connections are added at once, with keys that are not cached", async () => {
  const buyers = await Promise.all(Array.from({ length: 32 }, () => at.user()));
  at.clock.now += 120_000;
  const answers = await Promise.all(
    buyers.flatMap((buyer) => [
      at.ask("POST", "/organization/order/add", { ...basket, userId: buyer }),
      at.ask("POST", "/user/order/add", basket, buyer),
    ]),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
});

test("the same order sent again is the same order", async () => {
  const input = { userId, ...basket, externalId: "order-1" };
  const [first, again] = [
    await at.ask("POST", "/organization/order/add", input),
    await at.ask("POST", "/organization/order/add", input),
  ];
  expect([first.status, again.status, again.body.order]).toEqual([201, 200, first.body.order]);
  const other = await at.ask("POST", "/organization/order/add", { ...input, comment: "other" });
  expect(other.body.error.code).toBe("external_id_taken");
});

describe("the payment at the bank", () => {
  const known = { errorCode: "0", orderStatus: 2, actionCode: 0, amount: 75_000, currency: "643" };
  const check = (id: string) => at.ask("GET", `/user/sber_get_status?orderId=${id}`, undefined, userId);
  let bankOrders = 0;
  const payable = () => order({ bankOrderId: `bank-${++bankOrders}` });

  test("needs the bank's settings and the order's payment", async () => {
    expect((await check((await payable()).id)).body.error.code).toBe("payment_not_configured");
    expect((await check((await order()).id)).body.error.code).toBe("payment_missing");
    const path = `/projects/${at.own.project.id}/payments`;
    const set = (body: object) => at.call("operator", "PUT", path, body);
    expect((await set({ baseUrl: bank.url, userName: "shop-api" })).status).toBe(422);
    const answer = await callWithOutbound(path, {
      baseUrl: bank.url,
      userName: "shop-api",
      password: "p&ss=1",
    });
    expect(answer).toMatchObject({ baseUrl: bank.url, userName: "shop-api", hasPassword: true });
    expect(JSON.stringify(answer)).not.toContain("p&ss");
  });

  /** The stage's own app refuses loopback addresses; this test's app allows them. */
  async function callWithOutbound(path: string, body: object) {
    const response = await at.app.inject({
      method: "PUT",
      url: `/manage/v1${path}`,
      headers: { authorization: `Bearer ${at.tokens.operator}`, "content-type": "application/json" },
      payload: JSON.stringify(body),
    });
    return response.json();
  }

  test("is asked form-encoded, and pays the order once it is fully authorised", async () => {
    const { id, bankOrderId } = await payable();
    bank.answer = () => ({ body: known });
    const answer = await check(id);
    expect(answer.body).toMatchObject({
      order: { status: "paid" },
      payment: { orderStatus: 2, actionCode: 0, errorCode: "0", authorised: true },
    });
    expect(bank.asked.at(-1)).toEqual({
      path: "/payment/rest/getOrderStatusExtended.do",
      contentType: "application/x-www-form-urlencoded",
      form: { userName: "shop-api", password: "p&ss=1", orderId: bankOrderId },
    });
    expect(at.hooks.asked).toMatchObject([
      {
        event: "before_order_setstatus",
        payload: {
          method: "/user/sber_get_status",
          id,
          from: "new",
          status: "paid",
          payment: { bankOrderId, amount: 75_000, currency: "643", orderStatus: 2, actionCode: 0 },
        },
      },
    ]);
    expect((await check(id)).body.order.status).toBe("paid");
    expect(at.hooks.asked).toHaveLength(1);
  });

  test.each([
    ["registered", { ...known, orderStatus: 0 }],
    ["held", { ...known, orderStatus: 1 }],
    ["cancelled", { ...known, orderStatus: 3 }],
    ["declined", { ...known, orderStatus: 6, actionCode: 116 }],
    ["authorised for less", { ...known, amount: 74_999 }],
    ["authorised in another currency", { ...known, currency: "840" }],
    ["without a status", { errorCode: "0" }],
  ])("that is %s changes nothing and asks no hook", async (_name, body) => {
    const { id } = await payable();
    bank.answer = () => ({ body });
    const answer = await check(id);
    expect(answer).toMatchObject({
      status: 200,
      body: { order: { status: "new" }, payment: { authorised: false } },
    });
    expect(at.hooks.asked).toEqual([]);
  });

  test.each([
    ["an error of its API", { body: { errorCode: "5", errorMessage: "Доступ запрещён" } }, "5"],
    ["an error of its server", { status: 500, body: {} }, null],
    ["no JSON", { body: "<html>" }, null],
    ["a list", { body: "[]" }, null],
    ["a status that is none", { body: { errorCode: 0, orderStatus: "two" } }, null],
  ])("with %s is a bank that did not answer", async (_name, answered, errorCode) => {
    const { id } = await payable();
    bank.answer = () => answered;
    const answer = await check(id);
    expect(answer).toMatchObject({
      status: 502,
      body: { error: { code: "payment_failed", bank: { errorCode } } },
    });
    expect(at.hooks.asked).toEqual([]);
  });

  test("of calls that meet, the hooks' word counts once", async () => {
    const { id } = await payable();
    bank.answer = () => ({ body: known });
    const answers = await Promise.all(Array.from({ length: 5 }, () => check(id)));
    expect(answers.map(({ status, body }) => [status, body.order?.status])).toEqual(
      answers.map(() => [200, "paid"]),
    );
    expect((await at.ask("GET", `/organization/order/${id}`)).body.order.version).toBe(2);
  });

  test("a denial leaves the order unpaid", async () => {
    const { id } = await payable();
    bank.answer = () => ({ body: known });
    at.hooks.answer = () => ({
      kind: "denied",
      status: 422,
      error: { code: "stock", message: "Нет на складе" },
      hook: "Склад",
      trace: { id: "icp_x", steps: [], totalMs: 1 },
    });
    expect((await check(id)).body.error).toMatchObject({ code: "denied", hook: "Склад" });
    expect((await at.ask("GET", `/organization/order/${id}`)).body.order.status).toBe("new");
  });

  test("is not asked for by a HEAD", async () => {
    const response = await at.app.inject({
      method: "HEAD",
      url: "/user/sber_get_status?orderId=x",
      headers: { authorization: `Bearer ${at.tokens.project}`, "x-user-id": userId },
    });
    expect(response.statusCode).toBe(405);
  });
});
