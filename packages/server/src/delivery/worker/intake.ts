import type { Clock, WebhookId } from "@countersign/wire";
import type { Logger } from "pino";
import type { Limits } from "../limits/limits.ts";
import type { ClaimedItem, Queue } from "../queue/index.ts";
import type { DeliverySettings } from "../settings.ts";
import type { Work } from "../work.ts";
import type { Held } from "./held.ts";
import type { Lanes } from "./lanes.ts";
import { roomFor } from "./share.ts";

export interface Intake {
  /** Polls the queue from now on. Before it, and after `stop`, nothing is claimed. */
  start(): void;
  /** Claims what is due, as far as there is room; checks again if a check is already in progress. */
  look(): void;
  /** Checks at this time, so that a short retry does not wait for the poll. */
  lookAt(at: number): void;
  /** The queue holds more of this webhook than was claimed. */
  missed(webhookId: WebhookId): void;
  /** Work of this webhook ended: checks again if the queue is known to hold more. */
  finished(webhookId: WebhookId): void;
  /** Resolves once nothing is held and a check that began after the call found nothing due. */
  idle(): Promise<void>;
  /** When the queue last responded, in milliseconds since the epoch. */
  lookedAt(): number;
  /** Resolves once a check in progress has ended. */
  stop(): Promise<void>;
}

const maxTimerMs = 2 ** 31 - 1;

/**
 * When and how much a worker claims: enough ahead of need that slots never wait for a claim, and
 * little enough that others get their share. It remembers which webhooks had more than their share
 * (`behind`), and claims for those as soon as their lane runs low.
 */
export function createIntake(deps: {
  claim: string;
  clock: Clock;
  log: Logger;
  settings: DeliverySettings;
  queue: Pick<Queue, "claim">;
  lanes: Lanes<Work>;
  limits: Pick<Limits, "claimLimits">;
  held: Pick<Held, "size" | "claimed" | "claimedOf">;
  take: (items: readonly ClaimedItem[], until: number) => void;
}): Intake {
  const { clock, settings, queue, lanes, held } = deps;
  const maxClaimed = 4 * settings.concurrency;
  const behind = new Set<WebhookId>();
  const idleWaiters: (() => void)[] = [];
  let cutShort = false;
  let looking: Promise<void> | undefined;
  let lookedAt = clock();
  let lookAgain = false;
  let stopped = true;
  let pollTimer: NodeJS.Timeout | undefined;
  let retryTimer: { at: number; timer: NodeJS.Timeout } | undefined;

  return {
    start() {
      stopped = false;
      pollTimer = setInterval(look, settings.pollMs);
      look();
    },
    look,
    lookAt,
    missed: (webhookId) => void behind.add(webhookId),
    finished,
    idle,
    lookedAt: () => lookedAt,
    async stop() {
      stopped = true;
      clearInterval(pollTimer);
      clearTimeout(retryTimer?.timer);
      await looking;
    },
  };

  function look(): void {
    if (stopped) return;
    lookAgain = true;
    looking ??= lookWhileAsked();
  }

  function lookAt(at: number): void {
    if (stopped || (retryTimer && retryTimer.at <= at)) return;
    clearTimeout(retryTimer?.timer);
    const due = () => {
      retryTimer = undefined;
      look();
    };
    retryTimer = { at, timer: setTimeout(due, Math.min(Math.max(0, at - clock()), maxTimerMs)) };
  }

  async function lookWhileAsked(): Promise<void> {
    while (lookAgain && !stopped) {
      lookAgain = false;
      try {
        const waiters = idleWaiters.length;
        const emptyBefore = held.size() === 0;
        const found = await claimOnce();
        lookedAt = clock();
        if (found > 0 || held.size() > 0) continue;
        // Lanes that were full when the claim was made were left out of it.
        if (emptyBefore) for (const resolve of idleWaiters.splice(0, waiters)) resolve();
        else if (idleWaiters.length > 0) lookAgain = true;
      } catch (err) {
        deps.log.error({ err, claim: deps.claim }, "could not claim due deliveries");
      }
    }
    // In the same turn as the last test of `lookAgain`: a later call starts a new check.
    looking = undefined;
  }

  async function claimOnce(): Promise<number> {
    // Fresh deliveries have bounds of their own: they must not crowd out others' due ones.
    const limit = Math.max(0, maxClaimed - held.claimed());
    if (limit === 0) {
      cutShort = true;
      return 0;
    }
    const limitPerWebhook = shareOf(limit);
    const left = (id: WebhookId) => Math.max(0, limitPerWebhook - lanes.waiting(id) - lanes.running(id));
    const limits = new Map([...lanes.busy()].map((id) => [id, left(id)] as const));
    for (const [id, max] of deps.limits.claimLimits()) limits.set(id, Math.min(max, left(id)));
    const limitPerProject = roomFor(0, limit, maxClaimed);
    const projectLimits = new Map(
      [...held.claimedOf()].map(([id, count]) => [id, roomFor(count, limit, maxClaimed)] as const),
    );
    const now = clock();
    const until = now + settings.leaseMs;
    const items = await queue.claim({
      claim: deps.claim,
      now,
      until,
      limit,
      limitPerWebhook,
      limits,
      limitPerProject,
      projectLimits,
    });
    const byProject = countBy(items, ({ projectId }) => projectId);
    cutShort = items.length >= limit || reached(byProject, projectLimits, limitPerProject).length > 0;
    const byWebhook = countBy(items, ({ webhookId }) => webhookId);
    behind.clear();
    for (const id of reached(byWebhook, limits, limitPerWebhook)) behind.add(id);
    if (items.length > 0) deps.take(items, until);
    return items.length;
  }

  /** A quarter of the room that is left, so that stalled webhooks never fill it. */
  function shareOf(room: number): number {
    const min = 2 * Math.min(settings.concurrencyPerWebhook, 8);
    return Math.min(settings.maxClaimedPerWebhook, Math.max(min, Math.ceil(room / 4)));
  }

  function finished(webhookId: WebhookId): void {
    const low = lanes.waiting(webhookId) < 2 * settings.concurrencyPerWebhook;
    const more = cutShort || behind.has(webhookId);
    if ((low && more) || (idleWaiters.length > 0 && held.size() === 0)) look();
  }

  function idle(): Promise<void> {
    return new Promise((resolve) => {
      idleWaiters.push(resolve);
      look();
    });
  }
}

function countBy<Id>(items: readonly ClaimedItem[], idOf: (item: ClaimedItem) => Id): Map<Id, number> {
  const counts = new Map<Id, number>();
  for (const item of items) counts.set(idOf(item), (counts.get(idOf(item)) ?? 0) + 1);
  return counts;
}

/** Those of which a claim got as many as it was allowed: the queue may hold more of them. */
function reached<Id>(
  counts: ReadonlyMap<Id, number>,
  limits: ReadonlyMap<Id, number>,
  limitOfOthers: number,
): Id[] {
  const ids = new Set([...limits.keys(), ...counts.keys()]);
  return [...ids].filter((id) => (counts.get(id) ?? 0) >= (limits.get(id) ?? limitOfOthers));
}
