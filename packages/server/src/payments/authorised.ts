import type { BankPayment } from "./ask-payment.ts";

/** Numeric codes of the currencies of orders (ISO 4217). Some banks still use 810 for roubles. */
const numericCodes: Readonly<Record<string, readonly string[]>> = {
  RUB: ["643", "810"],
  USD: ["840"],
  EUR: ["978"],
  UZS: ["860"],
  KZT: ["398"],
  BYN: ["933"],
  AMD: ["051"],
  KGS: ["417"],
  AZN: ["944"],
  GEL: ["981"],
  TJS: ["972"],
  CNY: ["156"],
  TRY: ["949"],
};

/** The bank's code of a payment whose sum is fully authorised. */
const fullyAuthorised = 2;

/**
 * Whether the bank has authorised this whole sum in this currency. A smaller sum or another
 * currency is a different payment or a mistake and does not pay the order.
 */
export function isAuthorised(payment: BankPayment, order: { total: number; currency: string }): boolean {
  const codes = numericCodes[order.currency];
  const sameCurrency = payment.currency !== null && (codes?.includes(payment.currency) ?? false);
  return (
    payment.orderStatus === fullyAuthorised &&
    payment.amount !== null &&
    payment.amount >= order.total &&
    sameCurrency
  );
}
