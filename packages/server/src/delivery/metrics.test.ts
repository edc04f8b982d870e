import { randomBytes } from "node:crypto";
import { newId } from "@countersign/wire";
import { Registry } from "prom-client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { deliveryMetrics } from "./metrics.ts";
import type { Queue } from "./queue/index.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function scraping(depth: Queue["depth"]) {
  const registry = new Registry();
  deliveryMetrics(registry, Date.now, { depth } as Queue);
  return async () => {
    const text = await registry.metrics();
    return text.split("\n").filter((line) => line.startsWith("countersign_delivery_queue"));
  };
}

test("a scrape shows the queue's depth and the age of its oldest as they are at that moment", async () => {
  const oldest = newId("delivery", Date.now, randomBytes);
  const scrape = scraping(async () => ({ deliveries: 1, oldest }));
  vi.advanceTimersByTime(8000);
  expect(await scrape()).toEqual([
    "countersign_delivery_queue_oldest_seconds 8",
    "countersign_delivery_queue_depth 1",
  ]);
});

test("what the store doesn't tell within two seconds is left out, and asked once however often it is scraped", async () => {
  const depth = vi.fn<Queue["depth"]>(() => new Promise(() => undefined));
  const scrape = scraping(depth);
  const scrapes = Promise.all([scrape(), scrape()]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(await scrapes).toEqual([[], []]);
  expect(depth).toHaveBeenCalledTimes(1);
});

test("a store that fails takes only the queue's own two out of a scrape", async () => {
  const depth = vi.fn<Queue["depth"]>(async () => ({ deliveries: 0, oldest: null }));
  const scrape = scraping(depth);
  const empty = ["countersign_delivery_queue_oldest_seconds 0", "countersign_delivery_queue_depth 0"];
  expect(await scrape()).toEqual(empty);
  depth.mockRejectedValueOnce(new Error("no connection"));
  expect(await scrape()).toEqual([]);
  expect(await scrape()).toEqual(empty);
});
