/** One line, area or part of a bar. */
export interface ChartSeries {
  label: string;
  /** The custom property that holds its colour, such as `--ok`. */
  colour: `--${string}`;
  /** One value for each time. */
  values: readonly number[];
}

export interface ChartData {
  /** Begin of each step, in seconds since 1970. */
  times: readonly number[];
  series: readonly ChartSeries[];
}

/** Lines over their areas, or bars that stand on each other. */
export type ChartLook = "areas" | "stack";

/** Values as stacked bars are drawn: each series holds the sum of itself and those before it. */
export function stacked(series: readonly ChartSeries[]): ChartSeries[] {
  const sums: number[] = [];
  return series.map((each) => {
    const values = each.values.map((value, at) => {
      const sum = (sums[at] ?? 0) + value;
      sums[at] = sum;
      return sum;
    });
    return { ...each, values };
  });
}

/** The steps in which something happened, the newest first: what the table under a chart shows. */
export function rowsOf({ times, series }: ChartData): { time: number; values: number[] }[] {
  return times
    .map((time, at) => ({ time, values: series.map(({ values }) => values[at] ?? 0) }))
    .filter(({ values }) => values.some((value) => value !== 0))
    .reverse();
}

/** Somebody chose a period of a chart: both ends as ISO 8601. */
export type OnSelect = (from: string, to: string) => void;

/** The whole steps that a part of the axis of time touches; all in seconds since 1970. */
export function stepsBetween(
  times: readonly number[],
  first: number,
  last: number,
): { from: string; to: string } {
  const step = (times[1] ?? 0) - (times[0] ?? 0);
  const begun = times.filter((time) => time <= first).at(-1) ?? times[0] ?? first;
  const end = times.find((time) => time >= last) ?? (times.at(-1) ?? last) + step;
  return { from: instant(begun), to: instant(Math.max(end, begun + step)) };
}

function instant(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
