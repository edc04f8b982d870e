import type { ProjectId } from "@countersign/wire";
import * as z from "zod";
import type { PaymentsDeps } from "./deps.ts";
import { acquirerOf } from "./settings.ts";

/** A payment's status as reported by the bank's acquiring API. */
export interface BankPayment {
  bankOrderId: string;
  /**
   * 0 registered, 1 held, 2 fully authorised, 3 cancelled, 4 refunded, 5 being authorised by the
   * issuer, 6 declined.
   */
  orderStatus: number | null;
  /** Of the processing; 0: approved. */
  actionCode: number | null;
  /** Of the API; "0": none. */
  errorCode: string;
  /** Minor units. */
  amount: number | null;
  /** ISO 4217, numeric. */
  currency: string | null;
}

/**
 * `failed`: the bank could not be reached or returned an API error: the payment's status is
 * unknown.
 */
export type PaymentResult =
  | { kind: "known"; payment: BankPayment }
  | { kind: "failed"; errorCode: string | null }
  | { kind: "not-configured" };

const timeoutMs = 10_000;
const maxResponseBytes = 256 * 1024;

/** Numbers come as numbers or strings, depending on the version of the bank's API. */
const code = z.union([z.string().regex(/^-?\d{1,10}$/), z.int()]).transform(Number);

/** The fields of `getOrderStatusExtended.do` that matter here. */
const answerSchema = z.object({
  errorCode: code.default(0),
  orderStatus: code.nullish(),
  actionCode: code.nullish(),
  amount: z
    .union([z.string().regex(/^\d{1,15}$/), z.int().min(0)])
    .transform(Number)
    .nullish(),
  currency: z
    .union([z.string(), z.int()])
    .transform((value) => String(value).padStart(3, "0"))
    .nullish(),
});

/**
 * Queries the project's bank for the status of the payment with this id. Changes nothing at the
 * bank.
 */
export async function askPayment(
  deps: Pick<PaymentsDeps, "db" | "keyring" | "outbound">,
  projectId: ProjectId,
  bankOrderId: string,
): Promise<PaymentResult> {
  const acquirer = await acquirerOf(deps, projectId);
  if (acquirer === null) return { kind: "not-configured" };
  const { userName, password } = acquirer;
  const result = await deps.outbound.send({
    purpose: "payment",
    projectId,
    url: `${acquirer.baseUrl}/getOrderStatusExtended.do`,
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: new URLSearchParams({ userName, password, orderId: bankOrderId }).toString(),
    timeoutMs,
    maxResponseBytes,
    // A query can be repeated safely.
    repeatable: true,
  });
  if (result.kind === "failed" || result.status !== 200 || result.truncated)
    return { kind: "failed", errorCode: null };
  const answer = answerSchema.safeParse(parsed(result.body.toString("utf8")));
  if (!answer.success) return { kind: "failed", errorCode: null };
  const { errorCode, orderStatus, actionCode, amount, currency } = answer.data;
  if (errorCode !== 0) return { kind: "failed", errorCode: String(errorCode) };
  const payment = {
    bankOrderId,
    orderStatus: orderStatus ?? null,
    actionCode: actionCode ?? null,
    errorCode: String(errorCode),
    amount: amount ?? null,
    currency: currency ?? null,
  };
  return { kind: "known", payment };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
