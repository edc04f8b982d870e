import { newId, type ProjectId, type WebhookId } from "@countersign/wire";
import { createGroup } from "../../db/index.ts";
import type { AwaitedDelivery, EventsDeps, FreshDelivery } from "../../events/index.ts";
import { createWebhookDirectory } from "../../webhooks/index.ts";
import { loadContents } from "../attempt/contents.ts";
import { createDeliver, type Delivered } from "../attempt/deliver.ts";
import { createTargets } from "../attempt/targets.ts";
import { cancelledNotice } from "../cancel/for-subject.ts";
import type { DeliveryDeps } from "../deps.ts";
import { createHealthKeeper } from "../health/health.ts";
import { createLimits } from "../limits/limits.ts";
import { deliveryMetrics } from "../metrics.ts";
import { type ClaimedItem, deliveriesChannel, type Lease, postgresQueue } from "../queue/index.ts";
import { defaultSettings } from "../settings.ts";
import type { Work, WorkEnd } from "../work.ts";
import { createAwaited } from "./awaited.ts";
import { type BackPressure, createBackPressure } from "./back-pressure.ts";
import { createHeld } from "./held.ts";
import { createIntake } from "./intake.ts";
import { createLanes } from "./lanes.ts";
import { markLoop, waitedForLoop } from "./loop-watch.ts";
import { createPump } from "./pump.ts";
import { createSettling } from "./settling.ts";

/** Sends what is due, from memory and from the queue, until it is drained. */
export interface DeliveryWorker {
  /** Takes deliveries that were committed under this worker's lease. */
  dispatch(fresh: readonly FreshDelivery[]): void;
  /**
   * Sends deliveries that were committed under this worker's lease, one after another, while the
   * caller waits. Resolves to the names of the webhooks that did not accept theirs in time; those
   * deliveries are retried like any other.
   */
  sendAwaited(deliveries: readonly AwaitedDelivery[]): Promise<string[]>;
  /**
   * The lease under which a new delivery is inserted if this worker is to send it; null if the
   * worker can't take it.
   */
  lease(webhookId: WebhookId, projectId: ProjectId): Lease | null;
  /**
   * Called before events are recorded: lets the call wait while this process can't send as fast as
   * the project's events are recorded.
   */
  admit: BackPressure["admit"];
  /** Polls the queue now. */
  wake(): void;
  /**
   * Resolves once nothing is held in memory and nothing in the queue is due. Retries may remain.
   */
  idle(): Promise<void>;
  /** Whether the queue has responded within the time of a lease. */
  alive(): boolean;
  /** Under which it leases deliveries. */
  claim: string;
  /** Stops claiming, lets requests in flight finish, returns the rest to the queue. */
  drain(): Promise<void>;
}

/**
 * Starts the worker of this process.
 *
 * It *holds* deliveries under its lease: fresh ones passed to `dispatch`, and due ones that it
 * claims. Held work waits in lanes, one per webhook, for a free slot. Each then makes one attempt,
 * frees its slot, and has its outcome written together with others of the same moment; a retry goes
 * back to the queue, not to memory.
 *
 * - It polls the queue when notified, when one of its own retries is due, when a lane that had more
 *   in the queue runs low, and every `pollMs`.
 * - What would exceed the bounds of memory stays in the queue, or returns to it immediately; so does
 *   all work for a webhook whose breaker is open.
 * - While the store is unavailable, held deliveries whose lease has run out are not sent.
 */
export function startDelivery(deps: DeliveryDeps): DeliveryWorker {
  const { clock, log, claims = true } = deps;
  const settings = { ...defaultSettings, ...deps.settings };
  const queue = deps.queue ?? postgresQueue(deps.db);
  const directory = deps.webhooks ?? createWebhookDirectory(deps);
  const metrics = deliveryMetrics(deps.metrics, clock, queue);
  const deliver = createDeliver(deps, createTargets(deps.db, directory), metrics);
  const claim = newId("claim", clock, deps.random);

  const limits = createLimits({
    db: deps.db,
    clock,
    directory,
    maxConcurrency: settings.concurrencyPerWebhook,
    onReady: (webhookId) => {
      lanes.open(webhookId);
      pump();
      if (lanes.waiting(webhookId) === 0) intake.look();
    },
    onBreakerOpen: (webhookId) => {
      log.warn({ webhookId }, "a webhook's breaker opened");
      held.sendBack(lanes.remove((work) => work.item.webhookId === webhookId));
    },
  });
  const lanes = createLanes<Work>({ ...settings, limit: limits.concurrency });
  const backPressure = createBackPressure(lanes, settings);
  const held = createHeld({ claim, clock, queue, lanes, settings, failed });
  const pump = createPump({
    lanes,
    start: (work) => void run(work),
    isAlone: deps.isAlone ?? (() => true),
    now: () => performance.now(),
  });
  const contents = createGroup({
    size: 256,
    waitMs: 0,
    atOnce: 2,
    serve: (works: readonly Work[]) => loadContents(deps, works, settings.maxPrefetchedBytes),
  });
  const abort = new AbortController();
  let draining: Promise<void> | undefined;

  const events: EventsDeps = {
    clock,
    random: deps.random,
    keyring: deps.keyring,
    log,
    webhooks: directory,
    ...(claims && { lease, dispatch }),
    ...(deps.onAccepted && { onAccepted: deps.onAccepted }),
    storage: deps.storage,
  };
  const health = createHealthKeeper(deps, events);
  const settling = createSettling({
    queue,
    clock,
    log,
    metrics,
    events,
    timeoutMs: settings.leaseMs,
    onSettled: deps.onSettled,
    storage: deps.storage,
  });
  const intake = createIntake({ claim, clock, log, settings, queue, lanes, limits, held, take });
  const sendAwaited = createAwaited({ send, renew, ended: metrics.awaited });

  const listeners = [
    deps.listen(deliveriesChannel, (payload) => {
      const keyId = cancelledNotice.keyId(payload);
      if (keyId === null) intake.look();
      else held.drop(lanes.remove((work) => work.content?.keyId === keyId));
    }),
    ...(deps.webhooks ? [] : [directory.watch(deps.listen)]),
  ];
  for (const listener of listeners)
    listener.catch((err: unknown) => failed("could not listen for deliveries", err));
  if (claims) intake.start();

  const { admit } = backPressure;
  return { dispatch, sendAwaited, lease, admit, wake: intake.look, idle: intake.idle, alive, claim, drain };

  function alive(): boolean {
    return clock() - intake.lookedAt() < settings.leaseMs;
  }

  function lease(webhookId: WebhookId, projectId: ProjectId): Lease | null {
    if (draining || !limits.accepts(webhookId)) return null;
    if (held.hasRoom(webhookId, projectId, 0)) return { claim, until: clock() + settings.leaseMs };
    intake.missed(webhookId);
    return null;
  }

  function dispatch(fresh: readonly FreshDelivery[]): void {
    const excess = fresh.filter((delivery) => holdFresh(delivery, null) === "excess");
    pump();
    if (excess.length > 0) void held.release(excess.map(({ id }) => id));
  }

  /** Makes the first attempt. */
  function send(fresh: FreshDelivery): Promise<WorkEnd> {
    return new Promise((resolve) => {
      const taken = holdFresh(fresh, resolve);
      if (taken !== "held") resolve(null);
      if (taken === "excess") void held.release([fresh.id]);
      pump();
    });
  }

  /** Extends a lease that no heartbeat has extended; null if the delivery was cancelled. */
  async function renew(fresh: FreshDelivery): Promise<FreshDelivery | null> {
    const until = clock() + settings.leaseMs;
    const granted = await queue.extend(claim, [fresh.id], until);
    return granted.has(fresh.id) ? { ...fresh, lease: { claim, until } } : null;
  }

  /** `lost`: others have it. `excess`: this worker has the lease, but can't hold the work now. */
  function holdFresh(delivery: FreshDelivery, onEnd: Work["onEnd"]): "held" | "lost" | "excess" {
    const { id, webhookId, fifoKey, lease, ...content } = delivery;
    const { projectId } = content;
    // A transaction that took longer than the lease: others may have claimed it by now.
    if (lease.until <= clock()) return "lost";
    if (draining || !limits.accepts(webhookId) || !held.hasRoom(webhookId, projectId, content.body.length))
      return "excess";
    const isNew = held.hold({
      projectId,
      item: { id, webhookId, attempt: 0, tries: 0, resend: false, fifoKey },
      claim: lease.claim,
      until: lease.until,
      fresh: true,
      content,
      loading: null,
      running: false,
      claimedAgain: false,
      onEnd,
    });
    return isNew ? "held" : "lost";
  }

  function take(items: readonly ClaimedItem[], until: number): void {
    for (const { takenOver, projectId, ...item } of items) {
      if (takenOver) metrics.takeovers.inc();
      const work: Work = {
        projectId,
        item,
        claim,
        until,
        fresh: false,
        content: null,
        loading: null,
        running: false,
        claimedAgain: false,
        onEnd: null,
      };
      if (held.hold(work))
        work.loading = contents.add(work, projectId).catch((error: unknown) => ({ kind: "failed", error }));
    }
    pump();
  }

  async function run(work: Work): Promise<void> {
    const { id, webhookId } = work.item;
    limits.begin(webhookId);
    held.begin(work);
    backPressure.relieve(work.projectId);
    const begun = markLoop();
    const delivered = await attemptOf(work);
    lanes.done(work, waitedForLoop(begun, markLoop()));
    if (delivered?.call) limits.end(delivered.call.webhook, delivered.call.outcome);
    pump();
    if (delivered) await conclude(delivered, work);
    held.forget(work, delivered && endOf(delivered));
    // Without effect if the outcome ended that lease, or the delivery.
    if (work.claimedAgain) void held.release([id]);
    intake.finished(webhookId);
  }

  async function conclude({ settlement, call }: Delivered, { projectId, onEnd }: Work): Promise<void> {
    const content = call?.content ?? null;
    const applied = await settling.settle(settlement, { projectId, content, urgent: onEnd !== null });
    if (!applied) return;
    if (call) health.note(call.webhook, call.outcome, settlement.at);
    if (settlement.fate.kind === "retry") intake.lookAt(settlement.fate.dueAt);
  }

  async function attemptOf(work: Work): Promise<Delivered | null> {
    if (work.until <= clock()) return null;
    try {
      return await deliver(work, abort.signal);
    } catch (err) {
      failed("could not attempt a delivery; it becomes due when its lease ends", err);
      return null;
    }
  }

  function drain(): Promise<void> {
    draining ??= (async () => {
      await intake.stop();
      const unstarted = lanes.remove(() => true);
      held.drop(unstarted);
      if (unstarted.length > 0) await held.release(unstarted.map((work) => work.item.id));
      const timeout = setTimeout(() => abort.abort(), settings.drainTimeoutMs);
      await held.emptied();
      clearTimeout(timeout);
      held.stop();
      limits.stop();
      await health.stop();
      for (const listener of await Promise.allSettled(listeners))
        if (listener.status === "fulfilled") await listener.value();
    })();
    return draining;
  }

  function failed(message: string, err: unknown): void {
    log.error({ err, claim }, message);
  }
}

function endOf({ call, settlement: { fate } }: Delivered): WorkEnd {
  return call?.outcome ?? (fate.kind === "settled" ? (fate.reason ?? null) : null);
}
