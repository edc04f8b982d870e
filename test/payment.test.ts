import { expect, onTestFinished, test } from "vitest";
import { startAcquiring } from "../examples/demo/acquiring.ts";
import { type Answer, type Call, caller } from "../examples/demo/client.ts";
import { serviceForTest } from "./support/service.ts";

test("an order becomes paid once the bank has authorised its whole sum, and not before", async () => {
  const service = await serviceForTest("payment");
  const merchant = { userName: "shop-api", password: "not-a-secret-of-anyone" };
  const bank = await startAcquiring(merchant);
  onTestFinished(() => bank.close());
  const bankCall = async (call: string, form: Record<string, string>): Promise<Answer> => {
    const body = new URLSearchParams({ ...merchant, ...form });
    return (await fetch(`${bank.url}/${call}`, { method: "POST", body })).json();
  };

  const project = await service.manage("/projects", { name: "Shop", mode: "test" });
  await service.manage(`/projects/${project.id}/payments`, { baseUrl: bank.url, ...merchant }, "PUT");
  const as = (userId?: string): Call =>
    caller(service.url(), {
      authorization: `Bearer ${project.apiKey}`,
      ...(userId !== undefined && { "x-user-id": userId }),
    });
  const { user } = await as()("/organization/user/new", { phone: "+70000000001" });
  const { order } = await as()("/organization/order/add", {
    userId: user.id,
    items: [{ sku: "TEA-1", name: "Чай", quantity: 2, price: 35_000 }],
    currency: "RUB",
  });
  const registered = await bankCall("register.do", { orderNumber: order.id, amount: String(order.total) });
  await as()(`/organization/order/${order.id}`, { bankOrderId: registered.orderId });

  const status = async () => {
    const answer = await as(user.id)(`/user/sber_get_status?orderId=${order.id}`, undefined, "GET");
    return [
      answer.payment.orderStatus,
      answer.payment.actionCode,
      answer.payment.authorised,
      answer.order.status,
    ];
  };
  expect(await status()).toEqual([0, -100, false, "new"]);
  for (const [settled, actionCode] of [
    [1, 0],
    [6, 116],
    [3, 0],
  ] as const) {
    bank.settle(registered.orderId, settled);
    expect(await status()).toEqual([settled, actionCode, false, "new"]);
  }
  await fetch(registered.formUrl);
  expect(await status()).toEqual([2, 0, true, "paid"]);

  await service.manage(
    `/projects/${project.id}/payments`,
    { baseUrl: bank.url, userName: "shop-api", password: "wrong" },
    "PUT",
  );
  const refused = await fetch(`${service.url()}/user/sber_get_status?orderId=${order.id}`, {
    headers: { authorization: `Bearer ${project.apiKey}`, "x-user-id": user.id },
  });
  expect(await refused.json()).toMatchObject({ error: { code: "payment_failed", bank: { errorCode: "5" } } });
});
