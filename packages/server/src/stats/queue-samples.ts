import { type Clock, idTime, type ProjectId, type WebhookId } from "@countersign/wire";
import { sql } from "kysely";
import type { Logger } from "pino";
import type { Db } from "../db/index.ts";
import { postgresQueue } from "../delivery/index.ts";
import { findWebhooks } from "../webhooks/index.ts";
import { type Range, stepsOf } from "./range.ts";

const minuteMs = 60_000;
const hourMs = 3_600_000;

/** What waits in the queue: how much, and for how long the oldest has. */
export interface QueueSample {
  depth: number;
  oldestSeconds: number;
}

const everyMs = 15_000;

/** Samples the queue once a minute until the function that it returns is called. */
export function startQueueSamples(deps: { db: Db; clock: Clock; log: Logger }): () => Promise<void> {
  const { db, clock, log } = deps;
  let current = Promise.resolve();
  const run = () => {
    current = sampleQueue(db, clock()).catch((err: unknown) =>
      log.warn({ err }, "could not sample the queue"),
    );
  };
  run();
  const timer = setInterval(run, everyMs);
  return async () => {
    clearInterval(timer);
    await current;
  };
}

/**
 * Writes how the queue stands, once a minute over all processes: the first that comes takes the
 * minute. Counting reads the whole queue, so it is done by upkeep and never for a request.
 */
async function sampleQueue(db: Db, now: number): Promise<void> {
  const minute = new Date(Math.floor(now / minuteMs) * minuteMs);
  const taken = await db
    .insertInto("queueSamples")
    .values({ scope: "*", grain: 1, at: minute, depth: 0, oldestSeconds: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (taken.numInsertedOrUpdatedRows !== 1n) return;
  const samples = [...(await samplesOf(db, now))];
  const hour = new Date(Math.floor(now / hourMs) * hourMs);
  await sql`
    insert into queue_samples (scope, grain, at, depth, oldest_seconds)
    select s.scope, g.grain, g.at, s.depth, s.oldest_seconds
    from unnest(
      ${samples.map(([scope]) => scope)}::text[],
      ${samples.map(([, { depth }]) => depth)}::integer[],
      ${samples.map(([, { oldestSeconds }]) => oldestSeconds)}::integer[]
    ) as s (scope, depth, oldest_seconds)
    cross join (values (1, ${minute}::timestamptz), (60, ${hour}::timestamptz)) as g (grain, at)
    on conflict (scope, grain, at) do update set
      depth = greatest(queue_samples.depth, excluded.depth),
      oldest_seconds = greatest(queue_samples.oldest_seconds, excluded.oldest_seconds)
  `.execute(db);
}

/** By scope: `*`, and each project that has anything in the queue. */
async function samplesOf(db: Db, now: number): Promise<Map<string, QueueSample>> {
  const byWebhook = await postgresQueue(db).depths();
  const webhooks = await findWebhooks(
    db,
    byWebhook.map(({ webhookId }) => webhookId),
  );
  const owner = new Map<WebhookId, ProjectId>(webhooks.map(({ id, projectId }) => [id, projectId]));
  const samples = new Map<string, QueueSample>([["*", { depth: 0, oldestSeconds: 0 }]]);
  for (const { webhookId, deliveries, oldest } of byWebhook) {
    const age = Math.max(0, Math.round((now - idTime(oldest)) / 1000));
    for (const scope of ["*", owner.get(webhookId)]) {
      if (scope === undefined) continue;
      const before = samples.get(scope) ?? { depth: 0, oldestSeconds: 0 };
      samples.set(scope, {
        depth: before.depth + deliveries,
        oldestSeconds: Math.max(before.oldestSeconds, age),
      });
    }
  }
  return samples;
}

/** The queue over a range: of each step the most. Null where no sample was taken. */
export async function queueSeries(db: Db, query: { scopes: readonly string[]; range: Range; now: number }) {
  const { from, to, stepMs, grain, starts } = stepsOf(query.range, query.now);
  // A project without waiting deliveries has no row: the row of all shows that a sample was taken.
  const { rows } = await sql<{ at: Date; depth: number; oldestSeconds: number }>`
    select a.at, coalesce(sum(s.depth), 0)::integer as depth, coalesce(max(s.oldest_seconds), 0) as oldest_seconds
    from queue_samples a
    left join queue_samples s on s.scope = any(${[...query.scopes]}::text[]) and s.grain = a.grain and s.at = a.at
    where a.scope = '*' and a.grain = ${grain}::integer
      and a.at >= ${new Date(from)}::timestamptz and a.at < ${new Date(to)}::timestamptz
    group by a.at
    order by a.at
  `.execute(db);
  const points = starts.map((at) => ({ at, sample: null as QueueSample | null }));
  for (const { at, depth, oldestSeconds } of rows) {
    const point = points[Math.floor((at.getTime() - from) / stepMs)];
    if (point === undefined) continue;
    const before = point.sample ?? { depth: 0, oldestSeconds: 0 };
    point.sample = {
      depth: Math.max(before.depth, depth),
      oldestSeconds: Math.max(before.oldestSeconds, oldestSeconds),
    };
  }
  const last = rows.at(-1);
  const now = last === undefined ? null : { depth: last.depth, oldestSeconds: last.oldestSeconds };
  return { from, to, stepMs, points, now: grain === 1 ? now : await latest(db, query.scopes) };
}

async function latest(db: Db, scopes: readonly string[]): Promise<QueueSample | null> {
  const { rows } = await sql<QueueSample>`
    select coalesce(sum(s.depth), 0)::integer as depth, coalesce(max(s.oldest_seconds), 0) as oldest_seconds
    from (select at from queue_samples where scope = '*' and grain = 1 order by at desc limit 1) a
    left join queue_samples s on s.scope = any(${[...scopes]}::text[]) and s.grain = 1 and s.at = a.at
    group by a.at
  `.execute(db);
  return rows[0] ?? null;
}
