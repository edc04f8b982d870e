import { beforeAll, beforeEach, expect, test } from "vitest";
import { hooksForTest } from "../../operations/testing/operations.ts";
import { startTestOperations, type TestOperations } from "./testing/operations.ts";

let at: TestOperations;
beforeAll(async () => {
  at = await startTestOperations();
});
beforeEach(() => {
  at.hooks.asked.length = 0;
  at.hooks.answer = hooksForTest().answer;
});

const destination = { country: "RU", region: null, city: "Москва", street: null, postcode: null };
const tariff = { base: 10_000, perKilogram: 2_000, perKilometre: 500, minimum: 15_000, freeFrom: 500_000 };
const courier = { name: "Курьер", currency: "RUB", tariff, maxWeight: 20_000 };

async function service(more: object = {}) {
  const { body } = await at.ask("POST", "/organization/delivery_service/new", { ...courier, ...more });
  return body.deliveryService;
}

test("a delivery is priced by the tariff, with the hooks asked before", async () => {
  const { id } = await service();
  const price = async (request: object) =>
    (
      await at.ask("POST", `/organization/delivery_service/${id}/calculate`, {
        destination,
        currency: "RUB",
        distance: 0,
        ...request,
      })
    ).body;
  expect(await price({ weight: 1_500, distance: 12_300 })).toEqual({
    delivery: {
      deliveryServiceId: id,
      price: 10_000 + 2 * 2_000 + 13 * 500,
      currency: "RUB",
      parts: { base: 10_000, weight: 4_000, distance: 6_500 },
      free: false,
      fallback: false,
    },
    warnings: [],
  });
  expect((await price({ weight: 0 })).delivery).toMatchObject({ price: 15_000, free: false });
  expect((await price({ weight: 1, orderSum: 500_000 })).delivery).toMatchObject({ price: 0, free: true });
  expect(at.hooks.asked[0]).toMatchObject({
    event: "before_delivery_service_calculate",
    payload: { id, request: { weight: 1_500, distance: 12_300, orderSum: 0 } },
  });
  at.hooks.asked.length = 0;
  for (const [wrong, field] of [
    [{ weight: 20_001 }, "weight"],
    [{ weight: 1, currency: "USD" }, "currency"],
    [{ weight: 1, distance: null }, "distance"],
    [{ weight: -1 }, "weight"],
  ] as const)
    expect((await price(wrong)).error).toMatchObject({ code: "invalid_request", field });
  expect(at.hooks.asked).toEqual([]);
});

test("a hook changes what is priced; its fallback stands in for a price", async () => {
  const { id } = await service();
  const path = `/organization/delivery_service/${id}/calculate`;
  const request = { destination, currency: "RUB", weight: 1_000, distance: 0 };
  at.hooks.answer = ({ payload }) => ({
    payload: { ...payload, request: { ...(payload.request as object), distance: 30_000 } },
  });
  expect((await at.ask("POST", path, request)).body.delivery.price).toBe(10_000 + 2_000 + 15_000);
  at.hooks.answer = () => ({ degraded: true, fallback: { price: 29_900 } });
  expect((await at.ask("POST", path, request)).body.delivery).toEqual({
    deliveryServiceId: id,
    price: 29_900,
    currency: "RUB",
    parts: null,
    free: false,
    fallback: true,
  });
});

test("services are added once, changed, listed, and switched off", async () => {
  const input = { ...courier, externalId: "courier" };
  const [first, again] = [
    await at.ask("POST", "/organization/delivery_service/new", input),
    await at.ask("POST", "/organization/delivery_service/new", input),
  ];
  expect([first.status, again.status]).toEqual([201, 200]);
  const { id, version } = first.body.deliveryService;
  const off = await at.ask("POST", `/organization/delivery_service/${id}`, { active: false, version });
  expect(off.body.deliveryService).toMatchObject({ active: false, tariff, version: 2 });
  const stale = await at.ask("POST", `/organization/delivery_service/${id}`, { active: true, version });
  expect(stale.body.error.code).toBe("conflict");
  const { data } = (await at.ask("GET", "/organization/delivery_service")).body;
  expect(data).toContainEqual(off.body.deliveryService);
  const price = await at.ask("POST", `/organization/delivery_service/${id}/calculate`, {
    destination,
    currency: "RUB",
    weight: 1,
    distance: 0,
  });
  expect(price.status).toBe(404);
});
