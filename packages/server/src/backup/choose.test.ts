import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { chooseBase, countLog } from "./choose.ts";
import type { Manifest } from "./manifest.ts";

const base = (name: string, finishedAt: string): Manifest => ({
  format: 1,
  name,
  startedAt: finishedAt,
  finishedAt,
  postgres: "18.4",
  segmentBytes: 4 * 1024 * 1024,
  firstSegment: "0000000100000000000003FE",
  lastSegment: "0000000100000000000003FF",
  directories: [],
  files: [],
});
const bases = [base("a", "2026-11-01T00:00:00.000Z"), base("b", "2026-11-02T00:00:00.000Z")];

test("the newest backup is chosen, or the newest from which the time can be reached", () => {
  expect(chooseBase(bases, {}).name).toBe("b");
  expect(chooseBase(bases, { at: new Date("2026-11-01T23:59:59Z") }).name).toBe("a");
  expect(chooseBase(bases, { name: "a" }).name).toBe("a");
});

test("what there is not is refused with what there is", () => {
  expect(() => chooseBase([], {})).toThrow("no complete backup");
  expect(() => chooseBase(bases, { name: "c" })).toThrow("no backup c; there are a (from");
  expect(() => chooseBase(bases, { at: new Date("2026-10-01") })).toThrow(
    "no backup reaches back to 2026-10-01",
  );
});

test("a gap in the log is found, whichever timeline continues after it", async () => {
  const log = mkdtempSync(path.join(tmpdir(), "countersign-log-"));
  onTestFinished(() => rmSync(log, { recursive: true }));
  const add = (name: string) => writeFileSync(path.join(log, `${name}.gz`), "");
  const directory = { bases: "", log, erased: "" };
  const count = (wanted: { isWhole: boolean; timeline: number | null } = { isWhole: true, timeline: null }) =>
    countLog(directory, base("a", "2026-11-01T00:00:00.000Z"), wanted);
  add("0000000100000000000003FE");
  await expect(count()).rejects.toThrow("This backup can't be restored");
  add("0000000100000000000003FF");
  expect(await count()).toBe(2);
  add("000000020000000100000001");
  await expect(count()).rejects.toThrow("segment 1024 of 1022 to 1025 is missing. Choose a later backup");
  expect(await count({ isWhole: false, timeline: null })).toBe(4);
  expect(await count({ isWhole: true, timeline: 1 })).toBe(2);
  add("000000020000000100000000");
  expect(await count()).toBe(4);
});
