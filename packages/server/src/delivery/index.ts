export { cancelForSubject } from "./cancel.ts";
export type { DeliveryDeps } from "./deps.ts";
export type { AttemptRecord, DeliveryDetails, DeliveryFilter, DeliveryPage, DeliverySummary } from "./log.ts";
export { findDelivery, listDeliveries } from "./log.ts";
export type { ResendTarget } from "./resend.ts";
export { resend } from "./resend.ts";
export type { DeliverySettings } from "./settings.ts";
export type { DeliveryWorker } from "./worker.ts";
export { startDelivery } from "./worker.ts";
