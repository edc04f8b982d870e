/**
 * Asks a project's acquiring bank about payments. An order counts as paid only if the bank has
 * authorised its whole sum in its currency.
 *
 *     const answer = await askPayment(deps, projectId, bankOrderId);
 *     if (answer.kind === "known" && isAuthorised(answer.payment, order)) markPaid(order);
 */
export { askPayment, type BankPayment } from "./ask-payment.ts";
export { isAuthorised } from "./authorised.ts";

export {
  changePaymentSettings,
  paymentAddressProblems,
  readPaymentSettings,
  removePaymentSettings,
} from "./settings.ts";
