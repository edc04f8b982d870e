export { askPayment, type BankPayment } from "./ask-payment.ts";
export { isAuthorised } from "./authorised.ts";

export {
  changePaymentSettings,
  paymentAddressProblems,
  readPaymentSettings,
  removePaymentSettings,
} from "./settings.ts";
