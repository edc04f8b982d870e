import { appendFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { openJournal } from "./journal.ts";

const folder = mkdtempSync(path.join(tmpdir(), "countersign-journal-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("what was forwarded is known again after the process was killed, even in the middle of a line", () => {
  const file = path.join(folder, "listen/killed");
  const killed = openJournal(file);
  killed.settled("dlv_1");
  killed.moveTo({ position: "p1", createdAt: "2026-01-01T00:00:00.000Z" });
  killed.settled("dlv_2");
  appendFileSync(file, "d dlv_3");
  // As if its process were no more.
  writeFileSync(`${file}.lock`, "999999999");
  const next = openJournal(file);
  expect(next.cursor()).toEqual({ position: "p1", createdAt: "2026-01-01T00:00:00.000Z" });
  expect(["dlv_1", "dlv_2", "dlv_3"].map((id) => next.has(id))).toEqual([true, true, false]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  next.close();
});

test("two processes don't share one", () => {
  const file = path.join(folder, "shared");
  writeFileSync(`${file}.lock`, String(process.ppid));
  expect(() => openJournal(file)).toThrow(`Process ${process.ppid} listens`);
});

test("it does not grow forever, and keeps what was forwarded last", () => {
  const file = path.join(folder, "long");
  const journal = openJournal(file);
  for (let at = 0; at < 60_000; at++) journal.settled(`dlv_${at}`);
  expect(statSync(file).size).toBeLessThan(600_000);
  expect([journal.has("dlv_59999"), journal.has("dlv_0")]).toEqual([true, false]);
  journal.close();
});
