import { Registry } from "prom-client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { countRefused } from "./refused.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a flood is counted one by one, and logged as one line a minute", async () => {
  const metrics = new Registry();
  const warn = vi.fn();
  const refused = countRefused(metrics, { warn });
  for (let flood = 0; flood < 5000; flood++) refused("malformed");
  refused("slow");
  vi.advanceTimersByTime(59_999);
  expect(warn).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(warn.mock.calls.map(([about]) => about)).toEqual([{ refused: { malformed: 5000, slow: 1 } }]);
  expect(await metrics.metrics()).toContain('countersign_http_refused_total{reason="malformed"} 5000');

  vi.advanceTimersByTime(10 * 60_000);
  expect(warn).toHaveBeenCalledTimes(1);
  refused("slow");
  vi.advanceTimersByTime(60_000);
  expect(warn.mock.lastCall?.[0]).toEqual({ refused: { slow: 1 } });
});
