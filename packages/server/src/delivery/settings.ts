/** Bounds and periods of one worker. Times in milliseconds. */
export interface DeliverySettings {
  /** Requests under way at once, over all webhooks. */
  concurrency: number;
  /** Requests under way at once to one webhook: a slow address holds no more slots than this. */
  concurrencyPerWebhook: number;
  /** Deliveries kept in memory beyond those under way, over all webhooks; what exceeds it stays in the queue. */
  waiting: number;
  /** The same for one webhook. */
  waitingPerWebhook: number;
  /** Bytes of bodies kept in memory for deliveries that wait. */
  waitingBytes: number;
  /** Deliveries of one webhook that are claimed ahead of their turn, those under way included. */
  claimedPerWebhook: number;
  /** Sealed bodies up to so many bytes are read with the claim, larger ones when it is their turn. */
  largestPrefetched: number;
  /** How long a claim holds without a sign of life. */
  leaseMs: number;
  /** How often the queue is looked at when nothing wakes the worker. */
  pollMs: number;
  /** How long `drain` lets requests under way finish before it breaks them off. */
  drainMs: number;
}

export const defaultSettings: DeliverySettings = {
  concurrency: 512,
  concurrencyPerWebhook: 32,
  waiting: 8_000,
  waitingPerWebhook: 2_000,
  waitingBytes: 64 * 1024 * 1024,
  claimedPerWebhook: 512,
  largestPrefetched: 16 * 1024,
  leaseMs: 30_000,
  pollMs: 1_000,
  drainMs: 20_000,
};
