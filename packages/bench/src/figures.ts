/** One line of the result. */
export interface Figure {
  scenario: string;
  /** Deliveries per second that reached the sink; absent in scenarios that measure time. */
  perSecond?: number;
  /** The share of the bare loop's rate, measured right before and right after. */
  ofCeiling?: number;
  p50Ms?: number;
  /** Only for the console's queries, whose goal is a p95. */
  p95Ms?: number;
  p99Ms?: number;
  /** Peak memory of the service's own process. */
  memoryMb?: number;
  /** A comparison with another figure, and anything else that a reader must know. */
  note?: string;
}

/** The value that this share of a sorted list does not exceed; NaN for an empty one. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The figures as an aligned text table. */
export function table(figures: readonly Figure[]): string {
  const head = ["scenario", "per second", "of ceiling", "p50 ms", "p95 ms", "p99 ms", "MB", "note"];
  const rows = figures.map((figure) => [
    figure.scenario,
    figure.perSecond === undefined ? "" : Math.round(figure.perSecond).toString(),
    figure.ofCeiling === undefined ? "" : figure.ofCeiling.toFixed(2),
    figure.p50Ms === undefined ? "" : figure.p50Ms.toFixed(1),
    figure.p95Ms === undefined ? "" : figure.p95Ms.toFixed(1),
    figure.p99Ms === undefined ? "" : figure.p99Ms.toFixed(1),
    figure.memoryMb === undefined ? "" : Math.round(figure.memoryMb).toString(),
    figure.note ?? "",
  ]);
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
