import type { Clock, DeliveryId, ProjectId, WebhookId } from "@countersign/wire";
import type { Queue } from "../queue/index.ts";
import type { DeliverySettings } from "../settings.ts";
import type { Work, WorkEnd } from "../work.ts";
import type { Lanes } from "./lanes.ts";
import { createRoom } from "./room.ts";

/** The deliveries that a worker holds under its lease, from claim or dispatch to their end. */
export interface Held {
  /**
   * Returns false if this worker already holds it. Running work may be claimed again: its outcome is
   * written and it is due, but this worker has not learned of it yet. Nothing would use that second
   * lease: the caller returns it to the queue once the run has ended (`claimedAgain`).
   */
  hold(work: Work): boolean;
  /** Whether one more delivery to the webhook, with a body of this size, may wait in memory. */
  hasRoom(webhookId: WebhookId, projectId: ProjectId, bytes: number): boolean;
  /** The work's attempt begins: it no longer waits. */
  begin(work: Work): void;
  /** Ends running work. */
  forget(work: Work, end: WorkEnd): void;
  /** Ends work that waits; the queue keeps its lease. */
  drop(works: readonly Work[]): void;
  /** Drops work that waits, and returns its lease to the queue. */
  sendBack(works: readonly Work[]): void;
  /** Returns leases to the queue. Never rejects: a lease that can't be returned runs out. */
  release(ids: readonly DeliveryId[]): Promise<void>;
  /** How many there are, and how many of them were claimed from the queue: in all, by project. */
  size(): number;
  claimed(): number;
  claimedOf(): ReadonlyMap<ProjectId, number>;
  /** Resolves once nothing is held. */
  emptied(): Promise<void>;
  /** Ends the heartbeat. */
  stop(): void;
}

/**
 * A heartbeat extends the leases of all held work, every third of a lease. Waiting work whose lease
 * the queue no longer grants is dropped; if it is running already, its outcome fails the fence.
 *
 * @param deps.failed logs an error of the queue.
 */
export function createHeld(deps: {
  claim: string;
  clock: Clock;
  queue: Pick<Queue, "extend" | "release">;
  lanes: Lanes<Work>;
  settings: DeliverySettings;
  failed: (message: string, err: unknown) => void;
}): Held {
  const { claim, clock, queue, lanes, settings, failed } = deps;
  const held = new Map<DeliveryId, Work>();
  const room = createRoom(settings, lanes);
  const claimedOf = new Map<ProjectId, number>();
  let claimed = 0;
  let onEmpty: (() => void) | undefined;
  const heartbeatTimer = setInterval(() => void heartbeat(), settings.leaseMs / 3);

  return {
    hold,
    hasRoom: room.has,
    begin(work) {
      work.running = true;
      room.remove(work);
    },
    forget,
    drop,
    sendBack(works) {
      drop(works);
      if (works.length > 0) void release(idsOf(works));
    },
    release,
    size: () => held.size,
    claimed: () => claimed,
    claimedOf: () => claimedOf,
    emptied: () =>
      new Promise((resolve) => {
        if (held.size === 0) resolve();
        else onEmpty = resolve;
      }),
    stop: () => clearInterval(heartbeatTimer),
  };

  function hold(work: Work): boolean {
    const known = held.get(work.item.id);
    if (known?.running) {
      known.claimedAgain = true;
      return false;
    }
    if (known) {
      // Its lease had run out, and this worker has claimed it again.
      known.until = work.until;
      known.item = work.item;
      return false;
    }
    held.set(work.item.id, work);
    if (!work.fresh) countClaimed(work.projectId, 1);
    room.add(work);
    lanes.push(work);
    return true;
  }

  function forget(work: Work, end: WorkEnd): void {
    held.delete(work.item.id);
    work.onEnd?.(end);
    if (!work.fresh) countClaimed(work.projectId, -1);
    // A stale table of the map may retain the work until a full collection: release the body now.
    work.content = null;
    work.loading = null;
    if (held.size === 0) onEmpty?.();
  }

  function countClaimed(projectId: ProjectId, sign: 1 | -1): void {
    claimed += sign;
    const own = (claimedOf.get(projectId) ?? 0) + sign;
    if (own === 0) claimedOf.delete(projectId);
    else claimedOf.set(projectId, own);
  }

  function drop(works: readonly Work[]): void {
    for (const work of works) {
      room.remove(work);
      forget(work, null);
    }
  }

  async function release(ids: readonly DeliveryId[]): Promise<void> {
    try {
      await queue.release(claim, ids);
    } catch (err) {
      failed("could not return deliveries to the queue; they become due when their lease ends", err);
    }
  }

  async function heartbeat(): Promise<void> {
    const works = [...held.values()];
    if (works.length === 0) return;
    const until = clock() + settings.leaseMs;
    try {
      const granted = await queue.extend(claim, idsOf(works), until);
      const lost = new Set(works.filter((work) => !granted.has(work.item.id)));
      for (const work of works) if (!lost.has(work)) work.until = until;
      drop(lanes.remove((work) => lost.has(work)));
    } catch (err) {
      failed("could not extend leases", err);
    }
  }
}

function idsOf(works: readonly Work[]): DeliveryId[] {
  return works.map((work) => work.item.id);
}
