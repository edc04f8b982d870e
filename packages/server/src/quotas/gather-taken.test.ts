import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { gatherTaken } from "./gather-taken.ts";
import type { Taken } from "./quotas.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const rate = { perSecond: 1, burst: 10 };

test("many calls within 50 ms are one message with a sum by bucket, and what was given back is none", () => {
  const sent: Taken[][] = [];
  const outbox = gatherTaken((taken) => void sent.push(taken));
  for (let n = 0; n < 100; n++) outbox.add({ bucket: "events one", rate, count: 2 });
  outbox.add({ bucket: "events two", rate, count: 3 });
  outbox.add({ bucket: "sessions one", rate, count: 1 });
  outbox.add({ bucket: "sessions one", rate, count: -1 });
  vi.advanceTimersByTime(49);
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(sent).toEqual([
    [
      { bucket: "events one", rate, count: 200 },
      { bucket: "events two", rate, count: 3 },
    ],
  ]);
  outbox.add({ bucket: "events one", rate, count: 1 });
  outbox.stop();
  expect(sent).toHaveLength(2);
});
