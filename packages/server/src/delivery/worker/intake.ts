import type { Clock, WebhookId } from "@countersign/wire";
import type { Logger } from "pino";
import type { Gate } from "../limits/limits.ts";
import type { ClaimedItem, Queue, QueueItem } from "../queue/queue.ts";
import type { DeliverySettings } from "../settings.ts";
import type { Work } from "../work.ts";
import type { Lanes } from "./lanes.ts";

export interface Intake {
  /** Claims what is due, as far as there is room; looks once more if it is looking already. */
  look(): void;
  /** There is more of this webhook in the queue than what was claimed. */
  missed(webhookId: WebhookId): void;
  /** Work of this webhook ended: looks again when the queue is known to hold more. */
  finished(webhookId: WebhookId): void;
  /** Resolves once nothing is held and a look that began after the call found nothing due. */
  idle(): Promise<void>;
  /** When the queue last answered, in milliseconds since the epoch. */
  lookedAt(): number;
  /** Claims nothing more; resolves when the look under way has ended. */
  stop(): Promise<void>;
}

/**
 * When and how much a worker claims: enough ahead of need that slots never wait for a claim, and little enough that
 * others get their share. It remembers which webhooks had more than their share (`behind`), and fetches for those as
 * soon as their lane runs low.
 */
export function createIntake(deps: {
  claim: string;
  clock: Clock;
  log: Logger;
  settings: DeliverySettings;
  queue: Queue;
  lanes: Lanes<Work>;
  gate: Pick<Gate, "limits">;
  take: (items: readonly ClaimedItem[], until: number) => void;
  /** How many of the deliveries held came by `take`. */
  heldFromQueue: () => number;
  isEmpty: () => boolean;
}): Intake {
  const { clock, settings, queue, lanes } = deps;
  const most = 4 * settings.concurrency;
  const behind = new Set<WebhookId>();
  const idleWaiters: (() => void)[] = [];
  let cutShort = false;
  let looking: Promise<void> | undefined;
  let lookedAt = clock();
  let lookAgain = false;
  let stopped = false;

  return {
    look,
    missed: (webhookId) => void behind.add(webhookId),
    finished,
    idle,
    stop,
    lookedAt: () => lookedAt,
  };

  function look(): void {
    if (stopped) return;
    lookAgain = true;
    looking ??= lookWhileAsked();
  }

  async function lookWhileAsked(): Promise<void> {
    while (lookAgain && !stopped) {
      lookAgain = false;
      try {
        const waiters = idleWaiters.length;
        const emptyBefore = deps.isEmpty();
        const found = await claimOnce();
        lookedAt = clock();
        if (found > 0 || !deps.isEmpty()) continue;
        // Lanes that were full when the claim was made were left out of it.
        if (emptyBefore) for (const resolve of idleWaiters.splice(0, waiters)) resolve();
        else if (idleWaiters.length > 0) lookAgain = true;
      } catch (error) {
        const kind = error instanceof Error ? error.name : typeof error;
        deps.log.error({ error: kind, claim: deps.claim }, "due deliveries could not be claimed");
      }
    }
    // In the same turn as the last test of `lookAgain`: a call that comes later starts anew.
    looking = undefined;
  }

  async function claimOnce(): Promise<number> {
    // Fresh deliveries have bounds of their own: they must not keep others' due ones out.
    const limit = Math.max(0, most - deps.heldFromQueue());
    if (limit === 0) {
      cutShort = true;
      return 0;
    }
    const limitPerWebhook = shareOf(limit);
    const left = (id: WebhookId) => Math.max(0, limitPerWebhook - lanes.waiting(id) - lanes.running(id));
    const limits = new Map([...lanes.busy()].map((id) => [id, left(id)] as const));
    for (const [id, allowed] of deps.gate.limits()) limits.set(id, Math.min(allowed, left(id)));
    const now = clock();
    const until = now + settings.leaseMs;
    const items = await queue.claim({ claim: deps.claim, now, until, limit, limitPerWebhook, limits });
    cutShort = items.length >= limit;
    remember(items, limits, limitPerWebhook);
    if (items.length > 0) deps.take(items, until);
    return items.length;
  }

  /** A quarter of the room that is left, so that webhooks that stand still never fill it. */
  function shareOf(room: number): number {
    const some = 2 * Math.min(settings.concurrencyPerWebhook, 8);
    return Math.min(settings.claimedPerWebhook, Math.max(some, Math.ceil(room / 4)));
  }

  function remember(
    items: readonly QueueItem[],
    limits: ReadonlyMap<WebhookId, number>,
    limitPerWebhook: number,
  ): void {
    const got = new Map([...limits.keys()].map((id) => [id, 0]));
    for (const { webhookId } of items) got.set(webhookId, (got.get(webhookId) ?? 0) + 1);
    behind.clear();
    for (const [id, count] of got) if (count >= (limits.get(id) ?? limitPerWebhook)) behind.add(id);
  }

  function finished(webhookId: WebhookId): void {
    const low = lanes.waiting(webhookId) < 2 * settings.concurrencyPerWebhook;
    const more = cutShort || behind.has(webhookId);
    if ((low && more) || (idleWaiters.length > 0 && deps.isEmpty())) look();
  }

  function idle(): Promise<void> {
    return new Promise((resolve) => {
      idleWaiters.push(resolve);
      look();
    });
  }

  async function stop(): Promise<void> {
    stopped = true;
    await looking;
  }
}
