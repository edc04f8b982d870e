import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A payment's status in the bank's codes: 0 registered, 1 held, 2 authorised in full, 3 cancelled, 6 declined. */
export type PaymentStatus = 0 | 1 | 2 | 3 | 6;

/** A stand-in for a bank's acquiring API, with the same calls and responses. */
export interface Acquiring {
  /** The `baseUrl` for the project's payment settings. */
  readonly url: string;
  /** Sets the status of a registered payment. */
  settle(bankOrderId: string, status: PaymentStatus): void;
  close(): Promise<void>;
}

interface Payment {
  orderNumber: string;
  amount: number;
  currency: string;
  status: PaymentStatus;
}

/** `actionCode` of the processing: 0 approved, -100 not attempted, 116 insufficient funds. */
const actionCodes: Record<PaymentStatus, number> = { 0: -100, 1: 0, 2: 0, 3: 0, 6: 116 };

/**
 * Starts the stand-in. It implements `register.do` and `getOrderStatusExtended.do`, form-encoded, by POST or GET, and
 * responds as the bank does: HTTP 200, with an `errorCode` if something is wrong. Opening a payment's `formUrl` pays it.
 */
export async function startAcquiring(merchant: { userName: string; password: string }): Promise<Acquiring> {
  const payments = new Map<string, Payment>();
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/payment/rest`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", url);
    if (pathname === "/payment/form") return pay(searchParams.get("mdOrder") ?? "", response);
    const call = pathname.startsWith("/payment/rest/")
      ? calls[pathname.slice("/payment/rest/".length)]
      : undefined;
    const form = new URLSearchParams([...searchParams, ...new URLSearchParams(await bodyOf(request))]);
    const allowed = form.get("userName") === merchant.userName && form.get("password") === merchant.password;
    const body = !allowed ? error(5, "Доступ запрещён") : (call?.(form) ?? error(7, "Системная ошибка"));
    response.writeHead(200, { "content-type": "application/json;charset=UTF-8" }).end(JSON.stringify(body));
  }

  const calls: Record<string, (form: URLSearchParams) => object> = {
    "register.do"(form) {
      const [orderNumber, amount] = [form.get("orderNumber"), Number(form.get("amount"))];
      if (!orderNumber || !Number.isSafeInteger(amount) || amount <= 0)
        return error(4, "Отсутствует обязательный параметр");
      if ([...payments.values()].some((payment) => payment.orderNumber === orderNumber))
        return error(1, "Заказ с таким номером уже обработан");
      const orderId = randomUUID();
      payments.set(orderId, { orderNumber, amount, currency: form.get("currency") ?? "643", status: 0 });
      return { orderId, formUrl: `${new URL(url).origin}/payment/form?mdOrder=${orderId}` };
    },
    "getOrderStatusExtended.do"(form) {
      const [orderId, orderNumber] = [form.get("orderId"), form.get("orderNumber")];
      const found = [...payments].find(([id, each]) => id === orderId || each.orderNumber === orderNumber);
      if (found === undefined) return error(6, "Заказ не найден");
      const [mdOrder, payment] = found;
      return {
        errorCode: "0",
        errorMessage: "Успешно",
        orderNumber: payment.orderNumber,
        orderStatus: payment.status,
        actionCode: actionCodes[payment.status],
        amount: payment.amount,
        currency: payment.currency,
        attributes: [{ name: "mdOrder", value: mdOrder }],
        paymentAmountInfo: {
          approvedAmount: payment.status === 1 || payment.status === 2 ? payment.amount : 0,
          depositedAmount: payment.status === 2 ? payment.amount : 0,
        },
      };
    },
  };

  function pay(bankOrderId: string, response: ServerResponse): void {
    const payment = payments.get(bankOrderId);
    if (payment) payment.status = 2;
    response.writeHead(payment ? 200 : 404, { "content-type": "text/plain; charset=utf-8" });
    response.end(payment ? "Оплачено\n" : "Заказ не найден\n");
  }

  return {
    url,
    settle(bankOrderId, status) {
      const payment = payments.get(bankOrderId);
      if (payment === undefined) throw new Error("no such payment is registered");
      payment.status = status;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function error(errorCode: number, errorMessage: string): object {
  return { errorCode: String(errorCode), errorMessage };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8");
}
