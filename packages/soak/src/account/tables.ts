/** Sizes of all tables with their indexes, in bytes, when so many events were recorded. */
export interface TableSample {
  atMs: number;
  events: number;
  bytes: Record<string, number>;
}

/** Their rows come and go: they must be as small at the end as if nothing had happened. */
const passing = ["delivery_queue", "webhook_pace"] as const;
const maxPassingBytes = 16 * 2 ** 20;
/** A log's rows are kept for as long as its retention says; what an event adds to it must not grow with what is there. */
const maxGrowthRatio = 1.5;
const slackBytes = 300;

export interface TableAccount {
  table: string;
  endBytes: number;
  /** What each event added in the second and in the last third of the run, in bytes. */
  perEvent: { early: number; late: number };
}

/** Whether tables stay as they should. @param samples in order; the last one after a vacuum. */
export function accountTables(samples: readonly TableSample[]): {
  tables: TableAccount[];
  findings: string[];
} {
  const last = samples.at(-1);
  if (last === undefined) return { tables: [], findings: [] };
  const at = (part: number) => samples[Math.floor((samples.length - 1) * part)] ?? last;
  const tables = Object.entries(last.bytes).map(([table, endBytes]) => ({
    table,
    endBytes,
    perEvent: { early: rate(table, at(1 / 3), at(2 / 3)), late: rate(table, at(2 / 3), last) },
  }));
  const grown = tables.filter(({ table, endBytes, perEvent: { early, late } }) =>
    (passing as readonly string[]).includes(table)
      ? endBytes > maxPassingBytes
      : samples.length >= 9 && late > early * maxGrowthRatio + slackBytes,
  );
  return {
    tables: tables.toSorted((a, b) => b.endBytes - a.endBytes),
    findings: grown.map(
      ({ table, endBytes, perEvent: { early, late } }) =>
        `growth: ${table} has ${endBytes} bytes; an event added ${early.toFixed(0)}, later ${late.toFixed(0)}`,
    ),
  };
}

function rate(table: string, from: TableSample, to: TableSample): number {
  const events = to.events - from.events;
  if (events <= 0) return 0;
  return ((to.bytes[table] ?? 0) - (from.bytes[table] ?? 0)) / events;
}
