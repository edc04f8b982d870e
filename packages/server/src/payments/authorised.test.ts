import { expect, test } from "vitest";
import { isAuthorised } from "./authorised.ts";

const payment = {
  bankOrderId: "b",
  orderStatus: 2,
  actionCode: 0,
  errorCode: "0",
  amount: 100,
  currency: "643",
};
const order = { total: 100, currency: "RUB" };

test("an order is paid only by its whole sum in its currency, fully authorised", () => {
  expect(isAuthorised(payment, order)).toBe(true);
  expect(isAuthorised({ ...payment, currency: "810" }, order)).toBe(true);
  expect(isAuthorised({ ...payment, amount: 101 }, order)).toBe(true);
  for (const wrong of [
    { orderStatus: 1 },
    { orderStatus: null },
    { amount: 99 },
    { amount: null },
    { currency: "840" },
    { currency: null },
  ])
    expect([wrong, isAuthorised({ ...payment, ...wrong }, order)]).toEqual([wrong, false]);
  expect(isAuthorised(payment, { total: 100, currency: "XXX" })).toBe(false);
});
