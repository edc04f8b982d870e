import type { BankPayment } from "./ask-payment.ts";

/** Numeric codes of currencies that orders are paid in (ISO 4217). Banks still say 810 for roubles here and there. */
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
 * Whether the bank has authorised this whole sum in this currency. A payment of less, or in another currency than
 * the order's, is somebody else's payment or a mistake: it pays nothing.
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
