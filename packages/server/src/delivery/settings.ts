/** Bounds and periods of one worker. Times in milliseconds. */
export interface DeliverySettings {
  /** Requests in flight, over all webhooks. */
  concurrency: number;
  /** Requests in flight to one webhook, so that a slow address can't take all of `concurrency`. */
  concurrencyPerWebhook: number;
  /**
   * Deliveries that wait in memory for their request, over all webhooks; what exceeds it stays in
   * the queue.
   */
  maxWaiting: number;
  /** The same for one webhook. */
  maxWaitingPerWebhook: number;
  /** Bytes of bodies kept in memory for deliveries that wait. */
  maxWaitingBytes: number;
  /**
   * Fresh deliveries that may wait for this process, not for a receiver, before it records further
   * events more slowly.
   */
  maxHeldUp: number;
  /** How long a recording waits for that at most. */
  maxAdmissionMs: number;
  /** Deliveries of one webhook that are claimed ahead of their turn, those in flight included. */
  maxClaimedPerWebhook: number;
  /** Sealed bodies up to this size are read with the claim, larger ones when it is their turn. */
  maxPrefetchedBytes: number;
  /** How long a lease lasts unless a heartbeat extends it. */
  leaseMs: number;
  /** How often the queue is polled when nothing wakes the worker. */
  pollMs: number;
  /** How long `drain` lets requests in flight finish before it aborts them. */
  drainTimeoutMs: number;
}

export const defaultSettings: DeliverySettings = {
  concurrency: 512,
  concurrencyPerWebhook: 32,
  maxWaiting: 8_000,
  maxWaitingPerWebhook: 2_000,
  maxWaitingBytes: 64 * 1024 * 1024,
  maxHeldUp: 256,
  maxAdmissionMs: 200,
  maxClaimedPerWebhook: 512,
  maxPrefetchedBytes: 16 * 1024,
  leaseMs: 30_000,
  pollMs: 1_000,
  drainTimeoutMs: 20_000,
};
