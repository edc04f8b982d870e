import { sql } from "kysely";
import type { Db } from "../db/index.ts";
import { addInto, quantile } from "./histogram.ts";
import { topics } from "./topics.ts";

/** How a webhook did in the last 24 hours. */
export interface WebhookDay {
  p50Ms: number | null;
  p95Ms: number | null;
  /** By hour, the oldest first; the last is the hour that is under way. */
  hours: { at: number; calls: number; failed: number }[];
}

const hourMs = 3_600_000;
const hoursOfDay = 24;

interface Row {
  scope: string;
  topic: "deliveries" | "interceptions";
  at: Date;
  counts: number[];
  durations: number[];
}

/** The last day of each of these webhooks: attempts of deliveries, and calls of gates. */
export async function webhookDays(
  db: Db,
  webhookIds: readonly string[],
  now: number,
): Promise<Map<string, WebhookDay>> {
  const first = (Math.floor(now / hourMs) - hoursOfDay + 1) * hourMs;
  const { rows } = await sql<Row>`
    select scope, topic, at, counts, durations from traffic
    where scope = any(${[...webhookIds]}::text[]) and topic in ('deliveries', 'interceptions') and grain = 60
      and at >= ${new Date(first)}::timestamptz
  `.execute(db);
  const durations = new Map<string, number[]>();
  const days = new Map<string, WebhookDay>(
    webhookIds.map((id) => [
      id,
      {
        p50Ms: null,
        p95Ms: null,
        hours: Array.from({ length: hoursOfDay }, (_, hour) => ({
          at: first + hour * hourMs,
          calls: 0,
          failed: 0,
        })),
      },
    ]),
  );
  for (const row of rows) {
    const sum = durations.get(row.scope) ?? [];
    durations.set(row.scope, sum);
    addInto(sum, row.durations);
    const hour = days.get(row.scope)?.hours[Math.floor((row.at.getTime() - first) / hourMs)];
    if (hour === undefined) continue;
    const { calls, failed } = callsOf(row);
    hour.calls += calls;
    hour.failed += failed;
  }
  for (const [id, sum] of durations) {
    const day = days.get(id);
    if (day) Object.assign(day, { p50Ms: quantile(sum, 0.5), p95Ms: quantile(sum, 0.95) });
  }
  return days;
}

function callsOf({ topic, counts }: Row): { calls: number; failed: number } {
  const of = (name: string) => counts[(topics[topic] as readonly string[]).indexOf(name)] ?? 0;
  if (topic === "deliveries") return { calls: of("attempts"), failed: of("failedAttempts") };
  return { calls: of("allowed") + of("denied") + of("broken"), failed: of("broken") };
}
