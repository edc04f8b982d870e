import type { AnswerFlag, DeliveryId, ProjectId, SettledReason, WebhookId } from "@countersign/wire";
import type { Tx } from "../../db/index.ts";

/** A delivery that waits to be sent. */
export interface QueueItem {
  id: DeliveryId;
  webhookId: WebhookId;
  /** Attempts made so far, over all resends. The fence: an outcome only counts for the attempt it belongs to. */
  attempt: number;
  /** Attempts made in this run of the retry schedule. */
  tries: number;
  resend: boolean;
  /** Items of one webhook with the same key are in strict order; null: this one is in none. */
  fifoKey: string | null;
}

/** An item under a new lease. */
export interface ClaimedItem extends QueueItem {
  /** Whether another lease of it ran out before: that claim's process died, or could not prolong it. */
  takenOver: boolean;
  /** Whose webhook it is for. */
  projectId: ProjectId;
}

/** What one worker may take now. */
export interface ClaimRequest {
  /** The worker's claim id. */
  claim: string;
  /** Milliseconds since the epoch: what is due by then. */
  now: number;
  /** How long the lease holds; then the items come due for others. */
  until: number;
  limit: number;
  /** At most this many for one webhook, so that a backlog of one does not fill the worker. */
  limitPerWebhook: number;
  /** The same for webhooks the worker is already busy with: 0 leaves one out. */
  limits: ReadonlyMap<WebhookId, number>;
}

/** One attempt, as the log keeps it. */
export interface AttemptEntry {
  number: number;
  resend: boolean;
  startedAt: number;
  durationMs: number;
  outcome: string;
  statusCode: number | null;
  dialled: string | null;
  requestHeaders: Record<string, string>;
  responseHeadersSealed: Buffer | null;
  responseBodySealed: Buffer | null;
  answerFlag: AnswerFlag | null;
  timings: Record<string, number> | null;
}

/**
 * How a delivery stands after an attempt, or after the decision to make none. `done`: its one attempt in mode `forget`
 * was made, whatever came of it.
 */
export type Fate =
  | { kind: "settled"; status: "delivered" | "done" | "exhausted" | "cancelled"; reason?: SettledReason }
  | { kind: "retry"; dueAt: number; tries: number };

export interface Settlement {
  /** As it was claimed. */
  item: QueueItem;
  claim: string;
  at: number;
  /** Null when nothing was sent. */
  attempt: AttemptEntry | null;
  fate: Fate;
}

/** What there is to do, over all workers. */
export interface QueueDepth {
  deliveries: number;
  /** Id of the delivery that was accepted first; null when there is none. */
  oldest: DeliveryId | null;
}

/** Writes what follows from the outcomes that were applied. */
export type Alongside = (tx: Tx, applied: ReadonlySet<DeliveryId>) => Promise<void>;

/**
 * Where deliveries wait, and the promise that each is sent until it is settled.
 *
 * Every implementation keeps these invariants; `conformance.ts` tests them:
 * - *A lease runs out by itself.* A claimed item belongs to the claim until `until`; then it is due for anyone.
 *   Nothing else is needed when a worker dies.
 * - *An outcome is fenced.* `settle` applies only where the claim still holds the item **and** no other attempt
 *   was settled since. A late worker changes nothing: neither the queue nor the log.
 * - *Queue and log agree.* An applied settlement is in the log (attempt and status) no later than the item
 *   leaves the queue or becomes claimable again.
 * - *Nothing blocks.* Workers that claim at once get different items without waiting for one another.
 * - *Order is kept.* Of the items of one webhook with one `fifoKey`, only one can be claimed at a time: the first put
 *   in, until it is settled or cancelled; then, of those that wait, the one with the lowest id.
 *
 * Postgres is the first implementation. The shape also fits NATS JetStream with a durable pull consumer:
 * `put` publishes with the message id `<id>:<attempt>` (de-duplication), with `delivery_queue` as the outbox
 * that a relay empties after the commit; `claim` fetches with an ack wait as the lease; `extend` is "in
 * progress"; `settle` writes the log to Postgres where `deliveries.attempts` still fits, then acknowledges,
 * or answers a negative acknowledgement with a delay; `release` is one without; `cancel` marks the log, and a
 * claimed message whose delivery is settled there is acknowledged unsent.
 *
 * Times are the callers', in milliseconds: all must go by one clock, the store's, to within a few seconds.
 */
export interface Queue {
  /** Leases due items to the claim, a fair share per webhook, each webhook's longest due first. */
  claim(request: ClaimRequest): Promise<ClaimedItem[]>;
  /** Prolongs leases; answers which the claim still holds. */
  extend(claim: string, ids: readonly DeliveryId[], until: number): Promise<ReadonlySet<DeliveryId>>;
  /**
   * Applies outcomes, all in one go; answers which were applied. An id may stand in it once. `alongside` writes what
   * follows from them, in the same transaction.
   */
  settle(settlements: readonly Settlement[], alongside?: Alongside): Promise<ReadonlySet<DeliveryId>>;
  /** Gives leased items back, due at once, without an attempt; tells other workers. */
  release(claim: string, ids: readonly DeliveryId[]): Promise<void>;
  /**
   * In the caller's transaction: puts items in, due at `now`, and tells the workers. One that is already there
   * and not under a lease comes due; one under a lease is being sent and stays, as does one that waits for its turn.
   * Answers which were put or moved. The order that an item is in follows from its webhook's settings of now.
   */
  put(tx: Tx, items: readonly Omit<QueueItem, "fifoKey">[], now: number): Promise<ReadonlySet<DeliveryId>>;
  /**
   * In the caller's transaction: takes items out, leased or not; returns which were there. Who waited in order behind
   * one of them comes due at `now`.
   */
  cancel(tx: Tx, ids: readonly DeliveryId[], now: number): Promise<ReadonlySet<DeliveryId>>;
  depth(): Promise<QueueDepth>;
}
