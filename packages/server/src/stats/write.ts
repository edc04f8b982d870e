import { sql } from "kysely";
import type { Db } from "../db/index.ts";
import type { Topic } from "./topics.ts";

/** What is to be added to one row. */
export interface Sum {
  scope: string;
  topic: Topic;
  /** Minutes. */
  grain: 1 | 60;
  /** Milliseconds since the epoch. */
  at: number;
  counts: number[];
  durations: number[];
}

/** Rows of one statement: it locks them until its end. */
const size = 1000;

/**
 * Adds to the stored sums. Each statement takes its rows in the order of their key, so that
 * processes that write at once can't deadlock.
 */
export async function writeSums(db: Db, sums: readonly Sum[]): Promise<void> {
  const sorted = sums.toSorted(
    (a, b) => compare(a.scope, b.scope) || compare(a.topic, b.topic) || a.grain - b.grain || a.at - b.at,
  );
  for (let start = 0; start < sorted.length; start += size) {
    const part = sorted.slice(start, start + size);
    await sql`
      insert into traffic (scope, topic, grain, at, counts, durations)
      select s.scope, s.topic, s.grain, s.at, s.counts::integer[], s.durations::integer[]
      from unnest(
        ${part.map((each) => each.scope)}::text[],
        ${part.map((each) => each.topic)}::text[],
        ${part.map((each) => each.grain)}::integer[],
        ${part.map((each) => each.at)}::timestamptz[],
        ${part.map((each) => arrayText(each.counts))}::text[],
        ${part.map((each) => arrayText(each.durations))}::text[]
      ) with ordinality as s (scope, topic, grain, at, counts, durations, place)
      order by s.place
      on conflict (scope, topic, grain, at) do update set
        counts = add_counts(traffic.counts, excluded.counts),
        durations = add_counts(traffic.durations, excluded.durations)
    `.execute(db);
  }
}

function arrayText(values: readonly number[]): string {
  return `{${values.join(",")}}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
