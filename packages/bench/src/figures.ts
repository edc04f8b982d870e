/** One line of the result. */
export interface Figure {
  scenario: string;
  /** Deliveries per second that reached the sink; absent in scenarios that measure time. */
  perSecond?: number;
  /** The share of the bare loop's rate, measured right before and right after. */
  ofCeiling?: number;
  /** The share of a relay's rate with as many callers, measured right before and right after. */
  ofRelay?: number;
  p50Ms?: number;
  /** Only for the console's queries, whose goal is a p95. */
  p95Ms?: number;
  p99Ms?: number;
  /** Processor time per event of the service, or of what is measured in its place. */
  serviceUs?: number;
  postgresUs?: number;
  /** Peak memory of the service's own process. */
  memoryMb?: number;
  /** A comparison with another figure, and anything else that a reader must know. */
  note?: string;
}

/** The value that this share of a sorted list does not exceed; NaN for an empty one. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const columns = [
  { title: "per second", of: "perSecond", digits: 0 },
  { title: "of ceiling", of: "ofCeiling", digits: 2 },
  { title: "of relay", of: "ofRelay", digits: 2 },
  { title: "p50 ms", of: "p50Ms", digits: 1 },
  { title: "p95 ms", of: "p95Ms", digits: 1 },
  { title: "p99 ms", of: "p99Ms", digits: 1 },
  { title: "µs service", of: "serviceUs", digits: 0 },
  { title: "µs Postgres", of: "postgresUs", digits: 0 },
  { title: "MB", of: "memoryMb", digits: 0 },
] as const;

/** The figures as an aligned text table. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.scenario,
    ...columns.map(({ of, digits }) => figure[of]?.toFixed(digits) ?? ""),
    figure.note ?? "",
  ]);
  const head = ["scenario", ...columns.map(({ title }) => title), "note"];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === 0 || column === head.length - 1
          ? cell.padEnd(widths[column] ?? 0)
          : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
