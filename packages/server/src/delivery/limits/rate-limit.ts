import type { WebhookId } from "@countersign/wire";
import { sql } from "kysely";
import type { Db } from "../../db/index.ts";

/** Enforces webhooks' rate limits, over all processes. */
export interface RateLimits {
  /** Whether a request may go out now. If not, `onReady` is called once one may. */
  ready(webhookId: WebhookId, perSecond: number): boolean;
  /** Uses the request that `ready` allowed. */
  spend(webhookId: WebhookId): void;
  stop(): void;
}

interface Bucket {
  tokens: number;
  waiting: boolean;
}

/** Requests are granted in portions of this duration. */
const portionMs = 100;
const retryMs = 1000;
/** A portion that begins later than this was granted by a clock that was wrong. */
const maxAhead = "1 minute";

/**
 * Requests are granted by the table `webhook_pace`, which holds the time of the next portion: a
 * tenth of a second's worth, or one request. That is one small statement per portion and process,
 * only for webhooks with a limit, and the limit holds however many processes send. What a process
 * was granted and doesn't use is lost.
 */
export function createRateLimits(deps: { db: Db; onReady: (webhookId: WebhookId) => void }): RateLimits {
  const buckets = new Map<WebhookId, Bucket>();
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;

  return {
    ready(webhookId, perSecond) {
      const bucket = bucketOf(webhookId);
      if (bucket.tokens > 0) return true;
      if (!bucket.waiting) void refill(webhookId, bucket, perSecond);
      return false;
    },
    spend(webhookId) {
      bucketOf(webhookId).tokens--;
    },
    stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };

  function bucketOf(webhookId: WebhookId): Bucket {
    let bucket = buckets.get(webhookId);
    if (!bucket) {
      bucket = { tokens: 0, waiting: false };
      buckets.set(webhookId, bucket);
    }
    return bucket;
  }

  async function refill(webhookId: WebhookId, bucket: Bucket, perSecond: number): Promise<void> {
    bucket.waiting = true;
    const portion = Math.max(1, Math.floor((perSecond * portionMs) / 1000));
    const waitMs = await takePortion(deps.db, webhookId, (portion * 1000) / perSecond).catch(() => retryMs);
    if (stopped) return;
    if (waitMs > 0) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        void refill(webhookId, bucket, perSecond);
      }, waitMs);
      timers.add(timer);
      return;
    }
    bucket.waiting = false;
    bucket.tokens = portion;
    deps.onReady(webhookId);
  }
}

/**
 * Takes a portion that lasts `lastsMs`. Returns 0 if it was granted, else how many milliseconds to
 * wait before the next try. Judged by the store's clock, which all processes share.
 */
export async function takePortion(db: Db, webhookId: WebhookId, lastsMs: number): Promise<number> {
  const { rows } = await sql<{ wait: number }>`
    with now as materialized (select clock_timestamp() as at),
    taken as (
      insert into webhook_pace as p (webhook_id, next_at)
      select ${webhookId}::text, now.at + ${lastsMs}::float8 * interval '1 millisecond' from now
      on conflict (webhook_id) do update
        set next_at = excluded.next_at
        where p.next_at <= (select at from now) or p.next_at > excluded.next_at + ${maxAhead}::interval
      returning p.webhook_id
    )
    select case when exists (select from taken) then 0 else coalesce((
      select greatest(1, extract(epoch from p.next_at - now.at) * 1000)
      from webhook_pace p, now where p.webhook_id = ${webhookId}::text
    ), 1) end::float8 as wait
  `.execute(db);
  return Math.ceil(rows[0]?.wait ?? retryMs);
}
