import { type DeliveryId, newId, type ProjectId, type WebhookId } from "@countersign/wire";
import { createGroup } from "../../db/index.ts";
import {
  type AwaitedDelivery,
  deliveriesChannel,
  type EventsDeps,
  type FreshDelivery,
  type Lease,
} from "../../events/index.ts";
import { createWebhookDirectory } from "../../webhooks/index.ts";
import { loadContents } from "../attempt/contents.ts";
import { createDeliver, type Delivered } from "../attempt/deliver.ts";
import { createTargets } from "../attempt/targets.ts";
import { cancelledNotice } from "../cancel/for-subject.ts";
import type { DeliveryDeps } from "../deps.ts";
import { createHealthKeeper } from "../health/health.ts";
import { createGate } from "../limits/limits.ts";
import { deliveryMetrics } from "../metrics.ts";
import { postgresQueue } from "../queue/postgres.ts";
import { defaultSettings } from "../settings.ts";
import type { Work, WorkEnd } from "../work.ts";
import { createAwaited } from "./awaited.ts";
import { createIntake } from "./intake.ts";
import { createLanes } from "./lanes.ts";
import { createRoom } from "./room.ts";
import { createSettling } from "./settling.ts";

/** Sends what is due, from memory and from the queue, until it is drained. */
export interface DeliveryWorker {
  /** Takes deliveries that were committed under this worker's lease. */
  dispatch(fresh: readonly FreshDelivery[]): void;
  /**
   * Sends deliveries that were committed under this worker's lease, one after another, while somebody waits. Resolves to
   * the names of the webhooks that did not accept theirs in time; these go on as all do.
   */
  sendAwaited(deliveries: readonly AwaitedDelivery[]): Promise<string[]>;
  /** The lease under which a new delivery is inserted when this worker is to send it; null when it can't take it. */
  lease(webhookId: WebhookId, projectId: ProjectId): Lease | null;
  /** Looks at the queue now. */
  wake(): void;
  /** Resolves once nothing is held in memory and nothing in the queue is due: what waits for a retry may stay. */
  idle(): Promise<void>;
  /** Whether the queue answered it within the time of a lease. */
  alive(): boolean;
  /** Claims nothing more, lets requests under way finish, gives the rest back to the queue. */
  drain(): Promise<void>;
}

/**
 * Starts the worker of this process.
 *
 * It *holds* deliveries under its lease: fresh ones that `dispatch` brings, and due ones that it claims. Held
 * ones wait in lanes, one per webhook, until they get a slot. Each then makes one attempt, gives up its slot,
 * and has its outcome written with others of the same moment; a retry goes back to the queue, not to memory.
 *
 * - A heartbeat prolongs the leases of all it holds, every third of a lease. What the queue no longer grants is
 *   dropped while it waits; when it is under way already, its outcome fails the fence.
 * - It looks at the queue when a notification comes, when a retry of its own falls due, when a lane that had
 *   more in the queue runs low, and every `pollMs`.
 * - What would exceed the bounds of memory stays in the queue, or goes back to it at once; so does all that is for a
 *   webhook whose breaker is open.
 * - When the store does not answer, held deliveries whose lease ran out are not sent.
 */
export function startDelivery(deps: DeliveryDeps): DeliveryWorker {
  const { clock, log, claims = true } = deps;
  const settings = { ...defaultSettings, ...deps.settings };
  const queue = deps.queue ?? postgresQueue(deps.db);
  const directory = deps.webhooks ?? createWebhookDirectory(deps);
  const metrics = deliveryMetrics(deps.metrics, clock, queue);
  const deliver = createDeliver(deps, createTargets(deps.db, directory), metrics);
  const claim = newId("claim", clock, deps.random);

  const held = new Map<DeliveryId, Work>();
  const gate = createGate({
    db: deps.db,
    clock,
    directory,
    most: settings.concurrencyPerWebhook,
    onOpen: (webhookId) => {
      lanes.open(webhookId);
      pump();
      if (lanes.waiting(webhookId) === 0) intake.look();
    },
    onBroken: (webhookId) => {
      log.warn({ webhookId }, "a webhook's breaker opened");
      sendBack(lanes.remove((work) => work.item.webhookId === webhookId));
    },
  });
  const lanes = createLanes<Work>({ ...settings, slots: gate.slots });
  const room = createRoom(settings, lanes);
  const contents = createGroup({
    size: 256,
    waitMs: 0,
    atOnce: 2,
    serve: (works: readonly Work[]) => loadContents(deps, works, settings.largestPrefetched),
  });
  const breakOff = new AbortController();
  let heldFromQueue = 0;
  let draining: Promise<void> | undefined;
  let onEmpty: (() => void) | undefined;
  let retryTimer: { at: number; timer: NodeJS.Timeout } | undefined;

  const events: EventsDeps = {
    clock,
    random: deps.random,
    keyring: deps.keyring,
    log,
    webhooks: directory,
    ...(claims && { lease, dispatch }),
    ...(deps.onAccepted && { onAccepted: deps.onAccepted }),
  };
  const health = createHealthKeeper(deps, events);
  const settling = createSettling({ queue, clock, log, metrics, events, patienceMs: settings.leaseMs });
  const intake = createIntake({
    claim,
    clock,
    log,
    settings,
    queue,
    lanes,
    gate,
    take: (items, until) => {
      for (const { takenOver, projectId, ...item } of items) {
        if (takenOver) metrics.takeovers.inc();
        const work: Work = {
          projectId,
          item,
          claim,
          until,
          content: null,
          loading: null,
          running: false,
          claimedAgain: false,
          onEnd: null,
        };
        if (hold(work))
          work.loading = contents.add(work, projectId).catch((error: unknown) => ({ kind: "failed", error }));
      }
      pump();
    },
    heldFromQueue: () => heldFromQueue,
    isEmpty: () => held.size === 0,
  });

  const sendAwaited = createAwaited({ send, renew, ended: metrics.awaited });

  const pollTimer = claims ? setInterval(intake.look, settings.pollMs) : undefined;
  const heartbeatTimer = setInterval(() => void heartbeat(), settings.leaseMs / 3);
  const ears = [
    deps.listen(deliveriesChannel, (payload) => {
      const keyId = cancelledNotice.keyId(payload);
      if (keyId === null) intake.look();
      else drop(lanes.remove((work) => work.content?.keyId === keyId));
    }),
    ...(deps.webhooks ? [] : [directory.watch(deps.listen)]),
  ];
  for (const ear of ears) ear.catch((error: unknown) => failed("could not listen for deliveries", error));
  if (claims) intake.look();
  else void intake.stop();

  return { dispatch, sendAwaited, lease, wake: intake.look, idle: intake.idle, alive, drain };

  function alive(): boolean {
    return clock() - intake.lookedAt() < settings.leaseMs;
  }

  function lease(webhookId: WebhookId, projectId: ProjectId): Lease | null {
    if (draining || !gate.takes(webhookId)) return null;
    if (room.has(webhookId, projectId, 0)) return { claim, until: clock() + settings.leaseMs };
    intake.missed(webhookId);
    return null;
  }

  function dispatch(fresh: readonly FreshDelivery[]): void {
    const excess = fresh.filter((delivery) => holdFresh(delivery, null) === "excess");
    pump();
    if (excess.length > 0) giveBack(excess.map(({ id }) => id));
  }

  /** Makes the first attempt. */
  function send(fresh: FreshDelivery): Promise<WorkEnd> {
    return new Promise((resolve) => {
      const taken = holdFresh(fresh, resolve);
      if (taken !== "held") resolve(null);
      if (taken === "excess") giveBack([fresh.id]);
      pump();
    });
  }

  /** What is still this worker's after a while in which nobody looked after it; null where it was cancelled. */
  async function renew(fresh: FreshDelivery): Promise<FreshDelivery | null> {
    const until = clock() + settings.leaseMs;
    const granted = await queue.extend(claim, [fresh.id], until);
    return granted.has(fresh.id) ? { ...fresh, lease: { claim, until } } : null;
  }

  /** `lost`: others have it. `excess`: this worker has it, but can't keep it now. */
  function holdFresh(delivery: FreshDelivery, onEnd: Work["onEnd"]): "held" | "lost" | "excess" {
    const { id, webhookId, fifoKey, lease, ...content } = delivery;
    const { projectId } = content;
    // A transaction that took longer than the lease: others may have it by now.
    if (lease.until <= clock()) return "lost";
    if (draining || !gate.takes(webhookId) || !room.has(webhookId, projectId, content.body.length))
      return "excess";
    const item = { id, webhookId, attempt: 0, tries: 0, resend: false, fifoKey };
    const held = hold({
      projectId,
      item,
      claim: lease.claim,
      until: lease.until,
      content,
      loading: null,
      running: false,
      claimedAgain: false,
      onEnd,
    });
    return held ? "held" : "lost";
  }

  /**
   * Answers whether it is new here. One that is running may come again: its outcome is written and it is due, but
   * this worker has not heard of it yet. Nobody would work on that lease: it is given back once the run has ended.
   */
  function hold(work: Work): boolean {
    const already = held.get(work.item.id);
    if (already?.running) {
      already.claimedAgain = true;
      return false;
    }
    if (already) {
      // Its lease had run out, and this worker was the one to claim it again.
      already.until = work.until;
      already.item = work.item;
      return false;
    }
    held.set(work.item.id, work);
    if (!work.content) heldFromQueue++;
    room.waits(work);
    lanes.push(work);
    return true;
  }

  function pump(): void {
    for (let work = lanes.next(); work; work = lanes.next()) void run(work);
  }

  async function run(work: Work): Promise<void> {
    work.running = true;
    gate.begin(work.item.webhookId);
    room.waitsNoMore(work);
    const delivered = await attemptOf(work);
    lanes.done(work);
    if (delivered?.call) gate.end(delivered.call.webhook, delivered.call.outcome);
    pump();
    if (delivered) await conclude(delivered, work.onEnd !== null);
    forget(work, delivered && endOf(delivered));
    // Without effect where the outcome ended that lease, or the delivery.
    if (work.claimedAgain) giveBack([work.item.id]);
    intake.finished(work.item.webhookId);
  }

  async function conclude({ settlement, call }: Delivered, urgent: boolean): Promise<void> {
    const applied = await settling.settle(settlement, call?.content ?? null, urgent);
    if (!applied) return;
    if (call) health.note(call.webhook, call.outcome, settlement.at);
    if (settlement.fate.kind === "again") lookAt(settlement.fate.dueAt);
  }

  async function attemptOf(work: Work): Promise<Delivered | null> {
    if (work.until <= clock()) return null;
    try {
      return await deliver(work, breakOff.signal);
    } catch (error) {
      failed("a delivery could not be attempted; it comes due again when its lease ends", error);
      return null;
    }
  }

  function drop(works: readonly Work[]): void {
    for (const work of works) {
      room.waitsNoMore(work);
      forget(work);
    }
  }

  function forget(work: Work, end: WorkEnd = null): void {
    held.delete(work.item.id);
    work.onEnd?.(end);
    if (!work.content) heldFromQueue--;
    // An outgrown table of the map may hold the work until a full collection: not the body, too.
    work.content = null;
    work.loading = null;
    if (held.size === 0) onEmpty?.();
  }

  async function heartbeat(): Promise<void> {
    const works = [...held.values()];
    if (works.length === 0) return;
    const until = clock() + settings.leaseMs;
    try {
      const granted = await queue.extend(
        claim,
        works.map((work) => work.item.id),
        until,
      );
      const lost = new Set(works.filter((work) => !granted.has(work.item.id)));
      for (const work of works) if (!lost.has(work)) work.until = until;
      drop(lanes.remove((work) => lost.has(work)));
    } catch (error) {
      failed("leases could not be prolonged", error);
    }
  }

  function sendBack(works: readonly Work[]): void {
    drop(works);
    if (works.length > 0) giveBack(works.map((work) => work.item.id));
  }

  function giveBack(ids: readonly DeliveryId[]): void {
    queue.release(claim, ids).catch((error: unknown) => {
      failed("deliveries could not be given back; they come due when their lease ends", error);
    });
  }

  /** Looks at the queue at this time, so that a short retry does not wait for the poll. */
  function lookAt(at: number): void {
    if (!claims || draining || (retryTimer && retryTimer.at <= at)) return;
    clearTimeout(retryTimer?.timer);
    const look = () => {
      retryTimer = undefined;
      intake.look();
    };
    const longestTimer = 2 ** 31 - 1;
    retryTimer = { at, timer: setTimeout(look, Math.min(Math.max(0, at - clock()), longestTimer)) };
  }

  function drain(): Promise<void> {
    draining ??= (async () => {
      clearInterval(pollTimer);
      clearTimeout(retryTimer?.timer);
      await intake.stop();
      const unstarted = lanes.remove(() => true);
      drop(unstarted);
      if (unstarted.length > 0) {
        await queue
          .release(
            claim,
            unstarted.map((work) => work.item.id),
          )
          .catch((error: unknown) => failed("deliveries could not be given back", error));
      }
      const limit = setTimeout(() => breakOff.abort(), settings.drainMs);
      if (held.size > 0) {
        await new Promise<void>((resolve) => {
          onEmpty = resolve;
        });
      }
      clearTimeout(limit);
      clearInterval(heartbeatTimer);
      gate.stop();
      await health.stop();
      for (const ear of await Promise.allSettled(ears)) if (ear.status === "fulfilled") await ear.value();
    })();
    return draining;
  }

  function failed(message: string, error: unknown): void {
    log.error({ error: error instanceof Error ? error.name : typeof error, claim }, message);
  }
}

function endOf({ call, settlement: { fate } }: Delivered): WorkEnd {
  return call?.outcome ?? (fate.kind === "settled" ? (fate.reason ?? null) : null);
}
