import type { WebhookId } from "@countersign/wire";
import { sql } from "kysely";
import type { Db } from "../../db/index.ts";

/** Keeps webhooks with a rate limit to it, over all processes. */
export interface Pace {
  /** Whether a call may go out now. If not, `onReady` is called once one may. */
  ready(webhookId: WebhookId, perSecond: number): boolean;
  /** Uses up what `ready` promised. */
  spend(webhookId: WebhookId): void;
  stop(): void;
}

interface Bucket {
  tokens: number;
  asking: boolean;
}

/** Calls are granted in portions of this time's worth. */
const portionMs = 100;
const retryMs = 1000;
/** A portion that begins later than this was granted by a clock that was wrong. */
const mostAhead = "1 minute";

/**
 * Calls are granted by the table `webhook_pace`, which holds when the next portion may be taken: a tenth of a second's
 * worth, or one call. That is one small statement per portion and process, for webhooks with a limit alone, and the
 * limit holds however many processes send. What a process was granted and doesn't use is lost.
 */
export function createPace(deps: { db: Db; onReady: (webhookId: WebhookId) => void }): Pace {
  const buckets = new Map<WebhookId, Bucket>();
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;

  return {
    ready(webhookId, perSecond) {
      const bucket = bucketOf(webhookId);
      if (bucket.tokens > 0) return true;
      if (!bucket.asking) void ask(webhookId, bucket, perSecond);
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
      bucket = { tokens: 0, asking: false };
      buckets.set(webhookId, bucket);
    }
    return bucket;
  }

  async function ask(webhookId: WebhookId, bucket: Bucket, perSecond: number): Promise<void> {
    bucket.asking = true;
    const portion = Math.max(1, Math.floor((perSecond * portionMs) / 1000));
    const waitMs = await takePortion(deps.db, webhookId, (portion * 1000) / perSecond).catch(() => retryMs);
    if (stopped) return;
    if (waitMs > 0) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        void ask(webhookId, bucket, perSecond);
      }, waitMs);
      timers.add(timer);
      return;
    }
    bucket.asking = false;
    bucket.tokens = portion;
    deps.onReady(webhookId);
  }
}

/**
 * Takes a portion that lasts `lastsMs`, or answers how many milliseconds to wait before the next try. Judged by the
 * store's clock, which all processes share.
 */
export async function takePortion(db: Db, webhookId: WebhookId, lastsMs: number): Promise<number> {
  const { rows } = await sql<{ wait: number }>`
    with now as materialized (select clock_timestamp() as at),
    taken as (
      insert into webhook_pace as p (webhook_id, next_at)
      select ${webhookId}::text, now.at + ${lastsMs}::float8 * interval '1 millisecond' from now
      on conflict (webhook_id) do update
        set next_at = excluded.next_at
        where p.next_at <= (select at from now) or p.next_at > excluded.next_at + ${mostAhead}::interval
      returning p.webhook_id
    )
    select case when exists (select from taken) then 0 else coalesce((
      select greatest(1, extract(epoch from p.next_at - now.at) * 1000)
      from webhook_pace p, now where p.webhook_id = ${webhookId}::text
    ), 1) end::float8 as wait
  `.execute(db);
  return Math.ceil(rows[0]?.wait ?? retryMs);
}
