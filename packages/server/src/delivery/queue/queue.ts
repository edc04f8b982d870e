import type { AnswerFlag, DeliveryId, ProjectId, SettledReason, WebhookId } from "@countersign/wire";
import type { Tx } from "../../db/index.ts";

/** A delivery that waits to be sent. */
export interface QueueItem {
  id: DeliveryId;
  webhookId: WebhookId;
  /**
   * Attempts made so far, over all resends. The fence: an outcome is only applied to the attempt it
   * belongs to.
   */
  attempt: number;
  /** Attempts made in this run of the retry schedule. */
  tries: number;
  resend: boolean;
  /** Items of one webhook with the same key are in strict order; null: this one is in none. */
  fifoKey: string | null;
}

/** An item under a new lease. */
export interface ClaimedItem extends QueueItem {
  /** Whether an earlier lease of it ran out: that claim's process died, or could not extend it. */
  takenOver: boolean;
  /** The webhook's project. */
  projectId: ProjectId;
}

/** What one worker may claim now. */
export interface ClaimRequest {
  /** The worker's claim id. */
  claim: string;
  /** Milliseconds since the epoch: claims what is due by then. */
  now: number;
  /** When the lease runs out; then the items become due for others. */
  until: number;
  limit: number;
  /** At most this many for one webhook, so that a backlog of one does not fill the worker. */
  limitPerWebhook: number;
  /** The same for webhooks that the worker is already busy with: 0 leaves one out. */
  limits: ReadonlyMap<WebhookId, number>;
  /** At most this many for one project, so that many webhooks of one do not fill the worker. */
  limitPerProject: number;
  /** The same for projects of which the worker already holds some. */
  projectLimits: ReadonlyMap<ProjectId, number>;
}

/** One attempt, as stored in the log. */
export interface AttemptEntry {
  number: number;
  resend: boolean;
  startedAt: number;
  durationMs: number;
  outcome: string;
  statusCode: number | null;
  /** The address that was called. */
  url: string;
  dialled: string | null;
  requestHeaders: Record<string, string>;
  responseHeadersSealed: Buffer | null;
  responseBodySealed: Buffer | null;
  answerFlag: AnswerFlag | null;
  timings: Record<string, number> | null;
}

/**
 * The status of a delivery after an attempt, or after the decision to make none. `done` means that
 * its one attempt in mode `forget` was made, whatever its outcome.
 */
export type Fate =
  | { kind: "settled"; status: "delivered" | "done" | "exhausted" | "cancelled"; reason?: SettledReason }
  | { kind: "retry"; dueAt: number; tries: number };

export interface Settlement {
  /** As it was claimed. */
  item: QueueItem;
  claim: string;
  at: number;
  /** Null if nothing was sent. */
  attempt: AttemptEntry | null;
  fate: Fate;
}

/** What is queued, over all workers. */
export interface QueueDepth {
  deliveries: number;
  /** Id of the delivery that was accepted first; null if there is none. */
  oldest: DeliveryId | null;
}

/** Writes what follows from the outcomes that were applied. */
export type Alongside = (tx: Tx, applied: ReadonlySet<DeliveryId>) => Promise<void>;

/**
 * The deliveries that wait, with the promise that each is sent until it is settled.
 *
 * Every implementation keeps these invariants; `testing/queue-conformance.ts` tests them:
 * - *A lease runs out by itself.* A claimed item belongs to the claim until `until`; then it is due
 *   for anyone. Nothing else is needed when a worker dies.
 * - *An outcome is fenced.* `settle` applies only where the claim still holds the item **and** no
 *   other attempt was settled since. A late worker changes nothing: neither the queue nor the log.
 * - *Queue and log agree.* An applied settlement is in the log (attempt and status) no later than
 *   the item leaves the queue or becomes claimable again.
 * - *Nothing blocks.* Workers that claim at once get different items without waiting for one
 *   another.
 * - *Order is kept.* Of the items of one webhook with one `fifoKey`, only one can be claimed at a
 *   time: the first put in, until it is settled or cancelled; then, of those that wait, the one
 *   with the lowest id.
 *
 * New items are inserted with their events, by `enqueue`. Times are passed by callers, in milliseconds
 * since the epoch: all callers must use one clock, the store's, to within a few seconds.
 */
export interface Queue {
  /**
   * Leases due items to the claim: a fair share per project and webhook, each webhook's longest due
   * first. A project that reached its limit continues with its next webhook.
   */
  claim(request: ClaimRequest): Promise<ClaimedItem[]>;
  /** Extends leases; returns which items the claim still holds. */
  extend(claim: string, ids: readonly DeliveryId[], until: number): Promise<ReadonlySet<DeliveryId>>;
  /**
   * Applies outcomes, all at once; returns which were applied. An id may occur once. `alongside`
   * writes what follows from them, in the same transaction.
   */
  settle(settlements: readonly Settlement[], alongside?: Alongside): Promise<ReadonlySet<DeliveryId>>;
  /** Returns leased items without an attempt; they are due immediately. Notifies other workers. */
  release(claim: string, ids: readonly DeliveryId[]): Promise<void>;
  /**
   * In the caller's transaction: puts items in, due at `now`, and notifies the workers. One that is
   * already there and not leased becomes due; a leased one is being sent and stays as it is, as
   * does one that waits for its turn. Returns which were put or moved. Whether an item is in an
   * order follows from its webhook's current settings.
   */
  put(tx: Tx, items: readonly Omit<QueueItem, "fifoKey">[], now: number): Promise<ReadonlySet<DeliveryId>>;
  /**
   * In the caller's transaction: removes items, leased or not; returns which were there. The next
   * one in the order of each becomes due at `now`.
   */
  cancel(tx: Tx, ids: readonly DeliveryId[], now: number): Promise<ReadonlySet<DeliveryId>>;
  /** The same for all items of a webhook that no worker holds. */
  cancelUnclaimed(tx: Tx, webhookId: WebhookId, now: number): Promise<ReadonlySet<DeliveryId>>;
  /** The same for items whose payload key is destroyed, at most `limit`. */
  cancelUnreadable(tx: Tx, limit: number, now: number): Promise<ReadonlySet<DeliveryId>>;
  /**
   * Makes items due that a killed process had leased; returns how many. Only for a store that no other
   * process uses: there, every lease found at the start belongs to a dead process.
   */
  releaseOrphans(): Promise<number>;
  /**
   * Makes items due that one claim holds, whose process is known to be dead; returns how many. Reads
   * the whole queue.
   */
  releaseClaim(claim: string): Promise<number>;
  /**
   * Makes items due that a wrong clock has postponed: due later than any retry can be, or leased for
   * longer than any lease is. Returns how many. Reads the whole queue: for a timer.
   */
  reviveFarOff(now: number): Promise<number>;
  depth(): Promise<QueueDepth>;
  /** The same by webhook, for those that have anything in it. Reads the whole queue: for a timer. */
  depths(): Promise<{ webhookId: WebhookId; deliveries: number; oldest: DeliveryId }[]>;
  /**
   * When the next attempt of each of these is due; without items that are leased, wait for their turn,
   * or are not in the queue.
   */
  nextAttempts(ids: readonly DeliveryId[]): Promise<ReadonlyMap<DeliveryId, Date>>;
}
