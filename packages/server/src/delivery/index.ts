export { type TestCall, tryOnce } from "./attempt/test-call.ts";
export { eraseNamed } from "./cancel/erase-named.ts";
export { cancelForSubject } from "./cancel/for-subject.ts";
export { cancelForWebhook } from "./cancel/for-webhook.ts";
export type { AttemptSeen } from "./deps.ts";
export type { DeliveryDetails } from "./log/entry.ts";
export { findDelivery } from "./log/entry.ts";
export type { DeliverySummary } from "./log/list.ts";
export { listDeliveries } from "./log/list.ts";
export { missedSince } from "./log/missed.ts";
export { postgresQueue } from "./queue/index.ts";
export { countSelected, type Selection } from "./replay/filter.ts";
export {
  cancelReplay,
  findReplay,
  listReplays,
  maxReplays,
  type Replay,
  standingOf,
  startReplay,
} from "./replay/replay.ts";
export { resend } from "./replay/resend.ts";
export { startReplays } from "./replay/worker.ts";
export { destroyOld, hideOld } from "./retention/retention.ts";
export { createRetentionClock } from "./retention/retention-clock.ts";
export type { DeliveryWorker } from "./worker/worker.ts";
export { startDelivery } from "./worker/worker.ts";
