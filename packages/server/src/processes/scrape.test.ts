import { Counter, Registry } from "prom-client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFleetMetrics } from "./fleet-metrics.ts";
import type { ToProcess } from "./messages.ts";
import { createScrape } from "./scrape.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function counted(count: number): Promise<object[]> {
  const registry = new Registry();
  new Counter({ name: "made_total", help: "m", registers: [registry] }).inc(count);
  return registry.getMetricsAsJSON();
}

function forkOf(id: number, serves = true) {
  const got: ToProcess[] = [];
  return {
    id,
    claim: () => (serves ? "claim" : null),
    send: (message: ToProcess) => void got.push(message),
    got,
  };
}

test("processes that ask together share one collection of all that serve", async () => {
  const [one, two, starting] = [forkOf(1), forkOf(2), forkOf(3, false)];
  const scrape = createScrape(createFleetMetrics(new Registry()), new Set([one, two, starting]));
  const answers = [scrape.answer(one), scrape.answer(two)];
  expect(starting.got).toEqual([]);
  expect(one.got).toEqual([{ kind: "collect" }]);
  scrape.reported(one, await counted(1));
  scrape.reported(two, await counted(2));
  await Promise.all(answers);
  for (const { got } of [one, two])
    expect(got.at(-1)).toMatchObject({ kind: "scraped", text: expect.stringContaining("made_total 3") });
});

test("of a process that hangs, what it reported last counts", async () => {
  const [one, two] = [forkOf(1), forkOf(2)];
  const scrape = createScrape(createFleetMetrics(new Registry()), new Set([one, two]));
  scrape.reported(two, await counted(2));
  const answer = scrape.answer(one);
  scrape.reported(one, await counted(1));
  await vi.advanceTimersByTimeAsync(3000);
  await answer;
  expect(one.got.at(-1)).toMatchObject({ text: expect.stringContaining("made_total 3") });
});

test("a process that ends meanwhile is not waited for", async () => {
  const [one, two] = [forkOf(1), forkOf(2)];
  const scrape = createScrape(createFleetMetrics(new Registry()), new Set([one, two]));
  const answer = scrape.answer(one);
  scrape.reported(one, await counted(1));
  scrape.ended(two);
  await answer;
  expect(one.got.at(-1)).toMatchObject({ text: expect.stringContaining("made_total 1") });
});
