import type { RetryPresetName } from "@countersign/wire";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextDelay } from "./backoff.ts";
import { type RetrySetting, retryPresets, scheduleOf } from "./retry-presets.ts";

const hour = 60 * 60 * 1000;
const middle = () => Uint8Array.of(127, 255);
const anyPreset = fc.constantFrom(...(Object.keys(retryPresets) as RetryPresetName[]));
const anySetting: fc.Arbitrary<RetrySetting> = fc.oneof(
  anyPreset.map((preset) => ({ preset })),
  fc.array(fc.integer({ min: 0, max: 24 * hour }), { maxLength: 20 }).map((delaysMs) => ({ delaysMs })),
);
const anyBytes = fc.uint8Array({ minLength: 2, maxLength: 2 });

describe("the presets", () => {
  test("hold the schedules that the formats promise", () => {
    const minutes = (preset: RetryPresetName) => retryPresets[preset].delaysMs.map((ms) => ms / 60_000);
    expect(minutes("standard")).toEqual([0, 5 / 60, 5, 30, 120, 300, 600, 840, 1200, 1440]);
    expect(retryPresets["able-id"]).toMatchObject({ delaysMs: [0, 5000, 5000, 5000], timeoutMs: 10_000 });
    expect(minutes("treezor")).toEqual([0, ...Array(29).fill(1)]);
  });

  test("only 200 counts for treezor, any 2xx elsewhere", () => {
    const accepts = (setting: RetrySetting) => scheduleOf(setting).accepts;
    expect(accepts({ preset: "treezor" })).toBe("200");
    for (const setting of [{ preset: "able-id" }, { preset: "standard" }, { delaysMs: [0] }] as const) {
      expect(accepts(setting as RetrySetting)).toBe("2xx");
    }
  });
});

describe("the wait before the next try", () => {
  test("is the schedule's own in the middle of its spread, and null at its end", () => {
    const setting: RetrySetting = { preset: "able-id" };
    expect([0, 1, 2, 3, 4, 99].map((tries) => nextDelay(setting, tries, middle))).toEqual([
      0,
      5000,
      5000,
      5000,
      null,
      null,
    ]);
  });

  test("stays within 20 % of the schedule, and an immediate try stays immediate", () => {
    fc.assert(
      fc.property(anySetting, fc.nat(40), anyBytes, (setting, tries, bytes) => {
        const planned = scheduleOf(setting).delaysMs[tries];
        const delay = nextDelay(setting, tries, () => bytes);
        if (planned === undefined) {
          expect(delay).toBeNull();
          return;
        }
        expect(Number.isInteger(delay)).toBe(true);
        expect(delay).toBeGreaterThanOrEqual(Math.floor(planned * 0.8));
        expect(delay).toBeLessThanOrEqual(Math.ceil(planned * 1.2));
      }),
    );
  });

  test("uses the whole spread", () => {
    const setting: RetrySetting = { delaysMs: [1000] };
    expect(nextDelay(setting, 0, () => Uint8Array.of(0, 0))).toBe(800);
    expect(nextDelay(setting, 0, () => Uint8Array.of(255, 255))).toBe(1200);
  });

  test("is at least what the receiver asks for, up to a day; it never adds a try", () => {
    fc.assert(
      fc.property(anySetting, fc.nat(40), anyBytes, fc.nat(3 * 24 * hour), (setting, tries, bytes, asked) => {
        const own = nextDelay(setting, tries, () => bytes);
        const delay = nextDelay(setting, tries, () => bytes, asked);
        expect(delay).toBe(own === null ? null : Math.max(own, Math.min(asked, 24 * hour)));
      }),
    );
  });
});
