export { cancelForSubject } from "./cancel.ts";
export { cancelForWebhook } from "./cancel-for-webhook.ts";
export type { DeliveryDetails, DeliverySummary } from "./log.ts";
export { findDelivery, listDeliveries } from "./log.ts";
export { missedSince } from "./missed.ts";
export { resend } from "./resend.ts";
export { type TestCall, tryOnce } from "./test-call.ts";
export type { DeliveryWorker } from "./worker.ts";
export { startDelivery } from "./worker.ts";
