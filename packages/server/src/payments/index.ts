export { askPayment, type BankPayment, type PaymentAnswer } from "./ask-payment.ts";
export { isAuthorised } from "./authorised.ts";
export type { PaymentsDeps } from "./deps.ts";
export {
  changePaymentSettings,
  paymentAddressProblems,
  readPaymentSettings,
  removePaymentSettings,
} from "./settings.ts";
