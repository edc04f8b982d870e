import { expect, test } from "vitest";
import { type Account, longestGap, problemsOf } from "./account.ts";
import { reportOf } from "./report.ts";
import { scenarios } from "./scenarios.ts";

function accountOf(name: string, more: Partial<Account>): Account {
  const scenario = scenarios.find((each) => each.name === name);
  if (!scenario) throw new Error(`there is no scenario ${name}`);
  const nothing = {
    lost: [],
    doubled: 0,
    inversions: 0,
    acceptedInside: null,
    strange: [],
    gapMs: 0,
    parts: null,
  };
  return { scenario, accepted: 100, ...nothing, ...more };
}

test("a scenario passes if everything was accepted, arrived and kept its order", () => {
  expect(problemsOf(accountOf("cut", { doubled: 3 }), 100)).toEqual([]);
});

test("a loss, a wrong order, an event that nobody accepted and a strange response each fail it", () => {
  const account = accountOf("kill", { accepted: 99, lost: ["evt_1"], inversions: 2, strange: ["500 oh"] });
  expect(problemsOf(account, 100)).toEqual([
    "kill: 99 of 100 events were accepted",
    "kill: 1 strange responses, such as 500 oh",
    "kill: 1 events were lost, such as evt_1",
    "kill: 2 events arrived out of order",
  ]);
});

test("without quorum commit it fails if nothing was lost: then it could not have noticed a loss", () => {
  expect(problemsOf(accountOf("asynchronous", { lost: ["evt_1"], inversions: 1 }), 100)).toEqual([]);
  expect(problemsOf(accountOf("asynchronous", {}), 100)).toEqual([
    "asynchronous: nothing was lost without quorum commit: this run can't show that it keeps anything",
  ]);
});

test("the gap is the longest time between two accepted events", () => {
  expect(longestGap([1000, 1010, 21_010, 21_500])).toBe(20_000);
  expect(longestGap([])).toBe(0);
});

test("the report has a row for each scenario, in seconds", () => {
  const parts = { noticedMs: 4800, leaseMs: 22_400, promotionMs: 2300, reconnectMs: 450 };
  expect(
    reportOf([accountOf("kill", { gapMs: 25_400, parts })])
      .split("\n")
      .at(-1),
  ).toBe("| the primary's machine is killed | 100 | 0 | 0 | 0 | – | 25.4 | 4.8 | 22.4 | 2.3 | 0.5 |");
});
