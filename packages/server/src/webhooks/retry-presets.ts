import type { RetryPresetName } from "@countersign/wire";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** A schedule: the waits before each try, and the timeout of a try. */
export interface RetryPreset {
  /**
   * Milliseconds before each try; the first belongs to the first try, so the length is the number
   * of tries.
   */
  delaysMs: readonly number[];
  /** Timeout of one try, if the webhook has none of its own. */
  timeoutMs: number;
  /** Statuses that count as accepted. */
  accepts: "2xx" | "200";
}

/**
 * The named schedules. `able-id` is that of Able ID's data hooks, `treezor` that of Treezor's
 * webhooks (docs.treezor.com, Webhooks).
 */
export const retryPresets = {
  standard: {
    delaysMs: [
      0,
      5 * second,
      5 * minute,
      30 * minute,
      2 * hour,
      5 * hour,
      10 * hour,
      14 * hour,
      20 * hour,
      24 * hour,
    ],
    timeoutMs: 15 * second,
    accepts: "2xx",
  },
  /** Three retries, five seconds apart. */
  "able-id": { delaysMs: [0, 5 * second, 5 * second, 5 * second], timeoutMs: 10 * second, accepts: "2xx" },
  /** Every minute, 30 attempts; only 200 counts. */
  treezor: { delaysMs: [0, ...Array<number>(29).fill(minute)], timeoutMs: 15 * second, accepts: "200" },
} as const satisfies Record<RetryPresetName, RetryPreset>;

/** How a webhook retries: a preset, or its own waits (the first before the first try). */
export type RetrySetting = { preset: RetryPresetName } | { delaysMs: number[] };

/** Whether the stored value is a setting that this version knows. */
export function isRetrySetting(value: object): value is RetrySetting {
  if ("preset" in value) return typeof value.preset === "string" && Object.hasOwn(retryPresets, value.preset);
  return "delaysMs" in value && Array.isArray(value.delaysMs);
}

/**
 * The schedule of a setting. A webhook's own waits have the standard timeout and accept any 2xx.
 */
export function scheduleOf(setting: RetrySetting): RetryPreset {
  if ("preset" in setting) return retryPresets[setting.preset];
  return { ...retryPresets.standard, delaysMs: setting.delaysMs };
}
