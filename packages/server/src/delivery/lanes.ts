import type { WebhookId } from "@countersign/wire";

/** What stands in a lane: one webhook's work, first in, first out. */
export interface Laned {
  item: { webhookId: WebhookId };
}

interface Lane<Work> {
  waiting: Work[];
  running: number;
}

/**
 * Who is served next: a lane per webhook, and free slots go round the lanes that have work and are below their
 * own bound. A slow address fills its lane and its own slots; it never takes another's turn.
 *
 * A lane may run as much as half of the slots that are free (two at least), and no more than its own bound. So however
 * many lanes stand still, some slots stay free for the others.
 */
export interface Lanes<Work extends Laned> {
  push(work: Work): void;
  /** The next work to start, already counted as running; null when nothing may start now. */
  next(): Work | null;
  /** Ends what `next` gave. */
  done(work: Work): void;
  /** The lane's own bound is no longer 0. */
  open(webhookId: WebhookId): void;
  /** Takes out waiting work that fits; answers it. */
  remove(fits: (work: Work) => boolean): Work[];
  waiting(webhookId?: WebhookId): number;
  running(webhookId?: WebhookId): number;
  /** The webhooks that have anything waiting or running. */
  busy(): Iterable<WebhookId>;
}

/**
 * @param bounds.slots a lane's bound beside `concurrencyPerWebhook`, asked before each start; 0 closes the lane until
 * `open` or the end of one of its works.
 */
export function createLanes<Work extends Laned>(bounds: {
  concurrency: number;
  concurrencyPerWebhook: number;
  slots?: (webhookId: WebhookId, running: number) => number;
}): Lanes<Work> {
  const lanes = new Map<WebhookId, Lane<Work>>();
  /** Lanes with waiting work that are not closed, in the order of their turns. */
  const turns = new Set<WebhookId>();
  let waitingInAll = 0;
  let runningInAll = 0;

  return { push, next, done, open, remove, waiting, running, busy: () => lanes.keys() };

  function push(work: Work): void {
    const { webhookId } = work.item;
    let lane = lanes.get(webhookId);
    if (!lane) {
      lane = { waiting: [], running: 0 };
      lanes.set(webhookId, lane);
    }
    lane.waiting.push(work);
    waitingInAll++;
    if (lane.running < bounds.concurrencyPerWebhook) turns.add(webhookId);
  }

  function next(): Work | null {
    const free = bounds.concurrency - runningInAll;
    if (free <= 0) return null;
    const share = Math.max(2, Math.ceil(free / 2));
    for (const webhookId of turns) {
      const lane = lanes.get(webhookId);
      if (!lane || lane.waiting.length === 0 || lane.running >= bounds.concurrencyPerWebhook) {
        turns.delete(webhookId);
        continue;
      }
      if (lane.running >= share) continue;
      const slots = bounds.slots?.(webhookId, lane.running) ?? bounds.concurrencyPerWebhook;
      if (lane.running >= slots) {
        turns.delete(webhookId);
        continue;
      }
      return start(webhookId, lane);
    }
    return null;
  }

  function start(webhookId: WebhookId, lane: Lane<Work>): Work | null {
    const work = lane.waiting.shift();
    if (!work) return null;
    waitingInAll--;
    runningInAll++;
    lane.running++;
    turns.delete(webhookId);
    if (lane.waiting.length > 0 && lane.running < bounds.concurrencyPerWebhook) turns.add(webhookId);
    return work;
  }

  function done(work: Work): void {
    const { webhookId } = work.item;
    const lane = lanes.get(webhookId);
    if (!lane) return;
    runningInAll--;
    lane.running--;
    if (lane.waiting.length > 0) turns.add(webhookId);
    else if (lane.running === 0) lanes.delete(webhookId);
  }

  function open(webhookId: WebhookId): void {
    if ((lanes.get(webhookId)?.waiting.length ?? 0) > 0) turns.add(webhookId);
  }

  function remove(fits: (work: Work) => boolean): Work[] {
    const removed: Work[] = [];
    for (const [webhookId, lane] of lanes) {
      const kept = lane.waiting.filter((work) => !fits(work));
      if (kept.length === lane.waiting.length) continue;
      removed.push(...lane.waiting.filter(fits));
      lane.waiting = kept;
      if (kept.length > 0) continue;
      turns.delete(webhookId);
      if (lane.running === 0) lanes.delete(webhookId);
    }
    waitingInAll -= removed.length;
    return removed;
  }

  function waiting(webhookId?: WebhookId): number {
    return webhookId === undefined ? waitingInAll : (lanes.get(webhookId)?.waiting.length ?? 0);
  }

  function running(webhookId?: WebhookId): number {
    return webhookId === undefined ? runningInAll : (lanes.get(webhookId)?.running ?? 0);
  }
}
