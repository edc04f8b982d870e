import type { Measured } from "./measure.ts";
import { wilson } from "./wilson.ts";

/** The results as a Markdown table, one row per level. */
export function tableOf(results: readonly Measured[]): string {
  const rows = results.map(({ level, documents, read, trusted, misread, times, ...digits }) => [
    level,
    String(documents),
    rate(read, documents),
    rate(trusted, documents),
    rate(misread, trusted),
    `${digits.digitsRightMisread} of ${digits.digitsRight}`,
    String(Math.round(quantile(times, 0.5))),
    String(Math.round(quantile(times, 0.95))),
  ]);
  const lines = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return `${lines.join("\n")}\n`;
}

const head = [
  "level",
  "documents",
  "every character right",
  "trusted",
  "misread although trusted",
  "misread although digits right",
  "CPU ms p50",
  "p95",
];

/** A share with its bounds, in percent: "99.3 % (98.1-99.8)". */
function rate(hits: number, trials: number): string {
  const { low, high } = wilson(hits, trials);
  const share = trials === 0 ? 0 : hits / trials;
  return `${hits}: ${percent(share)} % (${percent(low)}-${percent(high)})`;
}

function percent(share: number): string {
  return (100 * share).toFixed(share < 0.01 ? 2 : 1);
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
