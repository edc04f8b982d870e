import { expect, test } from "vitest";
import { accountTables, type TableSample } from "./tables.ts";

const run = (bytes: (events: number) => Record<string, number>): TableSample[] =>
  Array.from({ length: 30 }, (_, at) => ({ atMs: at * 1000, events: at * 1000, bytes: bytes(at * 1000) }));

test("a log to which each event adds as much as the one before is as it should be", () => {
  const { tables, findings } = accountTables(run((events) => ({ events: events * 1300 })));
  expect(findings).toEqual([]);
  expect(tables).toMatchObject([{ table: "events", perEvent: { early: 1300, late: 1300 } }]);
});

test("a log to which an event adds more and more is found", () => {
  expect(accountTables(run((events) => ({ attempts: events ** 2 }))).findings).toEqual([
    expect.stringContaining("growth: attempts"),
  ]);
});

test("a queue that isn't small at the end is found, however it grew", () => {
  const queue = (bytes: number) => accountTables(run(() => ({ delivery_queue: bytes }))).findings;
  expect(queue(8 * 2 ** 20)).toEqual([]);
  expect(queue(64 * 2 ** 20)).toEqual([expect.stringContaining("growth: delivery_queue")]);
});

test("without samples there is nothing to say", () => {
  expect(accountTables([])).toEqual({ tables: [], findings: [] });
});
