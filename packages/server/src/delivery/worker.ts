import { type DeliveryId, newId, type WebhookId } from "@countersign/wire";
import { deliveriesChannel, type FreshDelivery, type Lease } from "../events/index.ts";
import { createWebhookDirectory } from "../webhooks/index.ts";
import { cancelledNotice } from "./cancel.ts";
import { createDeliver } from "./deliver.ts";
import type { DeliveryDeps } from "./deps.ts";
import { createIntake } from "./intake.ts";
import { createLanes } from "./lanes.ts";
import { deliveryMetrics } from "./metrics.ts";
import { postgresQueue } from "./queue/postgres.ts";
import { defaultSettings } from "./settings.ts";
import { createSettling } from "./settling.ts";
import { createTargets } from "./targets.ts";
import type { Work } from "./work.ts";

/** Sends what is due, from memory and from the queue, until it is drained. */
export interface DeliveryWorker {
  /** Takes deliveries that were committed under this worker's lease. */
  dispatch(fresh: readonly FreshDelivery[]): void;
  /** The lease under which new deliveries are inserted when this worker is to send them. */
  lease(): Lease;
  /** Looks at the queue now. */
  wake(): void;
  /** Resolves once nothing is held in memory and nothing in the queue is due: what waits for a retry may stay. */
  idle(): Promise<void>;
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
 * - What would exceed the bounds of memory goes back to the queue at once.
 * - When the store does not answer, held deliveries whose lease ran out are not sent.
 */
export function startDelivery(deps: DeliveryDeps): DeliveryWorker {
  const { clock, log } = deps;
  const settings = { ...defaultSettings, ...deps.settings };
  const queue = deps.queue ?? postgresQueue(deps.db);
  const directory = deps.webhooks ?? createWebhookDirectory(deps);
  const metrics = deliveryMetrics(deps.metrics, clock, queue);
  const deliver = createDeliver(deps, createTargets(deps.db, directory), metrics);
  const claim = newId("claim", clock, deps.random);

  const held = new Map<DeliveryId, Work>();
  const lanes = createLanes<Work>(settings);
  const breakOff = new AbortController();
  let waitingBytes = 0;
  let heldFromQueue = 0;
  let draining: Promise<void> | undefined;
  let onEmpty: (() => void) | undefined;
  let retryTimer: { at: number; timer: NodeJS.Timeout } | undefined;

  const settling = createSettling({ queue, clock, log, metrics, patienceMs: settings.leaseMs });
  const intake = createIntake({
    claim,
    clock,
    log,
    settings,
    queue,
    lanes,
    take: (items, until) => {
      for (const item of items) hold({ item, claim, until, content: null, running: false });
      pump();
    },
    heldFromQueue: () => heldFromQueue,
    isEmpty: () => held.size === 0,
  });

  const pollTimer = setInterval(intake.look, settings.pollMs);
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
  intake.look();

  return { dispatch, lease, wake: intake.look, idle: intake.idle, drain };

  function lease(): Lease {
    return { claim, until: clock() + (draining ? 0 : settings.leaseMs) };
  }

  function dispatch(fresh: readonly FreshDelivery[]): void {
    const excess: DeliveryId[] = [];
    for (const delivery of fresh) {
      const { id, webhookId, lease, ...content } = delivery;
      // A transaction that took longer than the lease: others may have it by now.
      if (lease.until <= clock()) continue;
      if (draining || !hasRoom(webhookId, content.body)) {
        excess.push(id);
        continue;
      }
      const item = { id, webhookId, attempt: 0, tries: 0, resend: false };
      hold({ item, claim: lease.claim, until: lease.until, content, running: false });
    }
    pump();
    if (excess.length > 0) giveBack(excess);
  }

  function hasRoom(webhookId: WebhookId, body: string): boolean {
    return (
      lanes.waiting() < settings.waiting &&
      lanes.waiting(webhookId) < settings.waitingPerWebhook &&
      waitingBytes + body.length <= settings.waitingBytes
    );
  }

  function hold(work: Work): void {
    const already = held.get(work.item.id);
    if (already?.running) return;
    if (already) {
      // Its lease had run out, and this worker was the one to claim it again.
      already.until = work.until;
      already.item = work.item;
      return;
    }
    held.set(work.item.id, work);
    if (!work.content) heldFromQueue++;
    waitingBytes += work.content?.body.length ?? 0;
    lanes.push(work);
  }

  function pump(): void {
    for (let work = lanes.next(); work; work = lanes.next()) void run(work);
  }

  async function run(work: Work): Promise<void> {
    work.running = true;
    waitingBytes -= work.content?.body.length ?? 0;
    const settlement = await attemptOf(work);
    lanes.done(work);
    pump();
    if (settlement && (await settling.settle(settlement)) && settlement.fate.kind === "again") {
      lookAt(settlement.fate.dueAt);
    }
    forget(work);
    intake.finished(work.item.webhookId);
  }

  async function attemptOf(work: Work) {
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
      waitingBytes -= work.content?.body.length ?? 0;
      forget(work);
    }
  }

  function forget(work: Work): void {
    held.delete(work.item.id);
    if (!work.content) heldFromQueue--;
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

  function giveBack(ids: readonly DeliveryId[]): void {
    queue.release(claim, ids, clock()).catch((error: unknown) => {
      failed("deliveries could not be given back; they come due when their lease ends", error);
    });
  }

  /** Looks at the queue at this time, so that a short retry does not wait for the poll. */
  function lookAt(at: number): void {
    if (draining || (retryTimer && retryTimer.at <= at)) return;
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
            clock(),
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
      for (const ear of await Promise.allSettled(ears)) if (ear.status === "fulfilled") await ear.value();
    })();
    return draining;
  }

  function failed(message: string, error: unknown): void {
    log.error({ error: error instanceof Error ? error.name : typeof error, claim }, message);
  }
}
