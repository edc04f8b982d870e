import { sql } from "kysely";
import type { Db } from "../db/index.ts";
import { addInto, quantile } from "./histogram.ts";
import { type Range, stepsOf } from "./range.ts";
import { type Counts, countsOf, type Topic } from "./topics.ts";

/** What happened in a time, and how long half and nineteen of twenty took at most. */
type Figures<Of extends Topic> = Counts<Of> & { p50Ms: number | null; p95Ms: number | null };

/** A chart. Times in milliseconds since the epoch. */
export interface TimeSeries<Of extends Topic> {
  from: number;
  to: number;
  stepMs: number;
  /** One for each step, the oldest first. */
  points: { at: number; figures: Figures<Of> }[];
  total: Figures<Of>;
}

interface Row {
  at: Date;
  counts: number[];
  durations: number[];
}

/**
 * A topic over a range. Reads at most 1,440 rows for each scope, whatever the log holds.
 *
 * @param query.scopes projects, webhooks, or `*` for all; they are added up.
 */
export async function timeSeries<Of extends Topic>(
  db: Db,
  query: { topic: Of; scopes: readonly string[]; range: Range; now: number },
): Promise<TimeSeries<Of>> {
  const { topic, scopes, range, now } = query;
  const { from, to, stepMs, grain, starts } = stepsOf(range, now);
  const { rows } = await sql<Row>`
    select at, counts, durations from traffic
    where scope = any(${[...scopes]}::text[]) and topic = ${topic} and grain = ${grain}::integer
      and at >= ${new Date(from)}::timestamptz and at < ${new Date(to)}::timestamptz
  `.execute(db);
  const steps = starts.map(() => ({ counts: [] as number[], durations: [] as number[] }));
  const all = { counts: [] as number[], durations: [] as number[] };
  for (const { at, counts, durations } of rows) {
    const step = steps[Math.floor((at.getTime() - from) / stepMs)];
    for (const sum of step === undefined ? [all] : [step, all]) {
      addInto(sum.counts, counts);
      addInto(sum.durations, durations);
    }
  }
  const points = steps.map((step, place) => ({ at: starts[place] ?? from, figures: figuresOf(topic, step) }));
  return { from, to, stepMs, points, total: figuresOf(topic, all) };
}

function figuresOf<Of extends Topic>(topic: Of, { counts, durations }: Omit<Row, "at">): Figures<Of> {
  return {
    ...countsOf(topic, counts),
    p50Ms: quantile(durations, 0.5),
    p95Ms: quantile(durations, 0.95),
  };
}
