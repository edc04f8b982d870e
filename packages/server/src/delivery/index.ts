export { cancelForSubject } from "./cancel.ts";
export { cancelForWebhook } from "./cancel-for-webhook.ts";
export type { AttemptSeen } from "./deps.ts";
export { eraseNamed } from "./erase-named.ts";
export { bringBackFarOff } from "./far-off.ts";
export { freeLeftBehind } from "./left-behind.ts";
export type { DeliverySummary } from "./log.ts";
export { listDeliveries } from "./log.ts";
export type { DeliveryDetails } from "./log-entry.ts";
export { findDelivery } from "./log-entry.ts";
export { missedSince } from "./missed.ts";
export { countSelected, type ReplayFilter, type Selection } from "./replay/filter.ts";
export {
  cancelReplay,
  findReplay,
  mostReplays,
  type Replay,
  standingOf,
  startReplay,
} from "./replay/replay.ts";
export { type ReplayWorker, startReplays } from "./replay/worker.ts";
export { resend } from "./resend.ts";
export { destroyOld, hideOld } from "./retention/retention.ts";
export { createRetentionClock } from "./retention/retention-clock.ts";
export { type TestCall, tryOnce } from "./test-call.ts";
export type { DeliveryWorker } from "./worker.ts";
export { startDelivery } from "./worker.ts";
