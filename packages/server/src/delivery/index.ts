/**
 * Sends recorded events to webhooks, at least once: first attempts from memory, everything else
 * from the queue (`delivery/queue`), with retries, limits, strict order, a log, cancellation,
 * replays and retention. A delivery survives the death of any process: its lease runs out, and
 * another worker sends it.
 *
 *     const worker = startDelivery({ db, clock, random, log, keyring, outbound, listen, metrics });
 *     const events = { ...deps, lease: worker.lease, dispatch: worker.dispatch };
 *     await inTransaction(db, (tx) => record(events, tx, event)); // the worker sends it on commit
 *     await worker.drain();
 */
export { prepareLoading } from "./attempt/contents.ts";
export { type Invented, type TestCall, tryOnce } from "./attempt/test-call.ts";
export { eraseNamed } from "./cancel/erase-named.ts";
export { cancelForSubject } from "./cancel/for-subject.ts";
export { cancelForWebhook } from "./cancel/for-webhook.ts";
export { stopDelivery } from "./cancel/stop.ts";
export type { AttemptSeen } from "./deps.ts";
export type { DeliveryDetails } from "./log/entry.ts";
export { findDelivery } from "./log/entry.ts";
export type { DeliverySummary } from "./log/list.ts";
export { listDeliveries } from "./log/list.ts";
export { missedSince } from "./log/missed.ts";
export { postgresQueue, prepareSettling } from "./queue/index.ts";
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
