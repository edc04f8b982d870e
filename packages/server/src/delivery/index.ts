export { cancelForSubject } from "./cancel.ts";
export type { DeliveryDetails, DeliverySummary } from "./log.ts";
export { findDelivery, listDeliveries } from "./log.ts";
export { resend } from "./resend.ts";
export type { DeliveryWorker } from "./worker.ts";
export { startDelivery } from "./worker.ts";
