import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

/**
 * The table of ASVS is complete, its counts are right, and met requirements say where they are met.
 */

const folder = path.resolve(import.meta.dirname, "../docs/security");
const page = readFileSync(path.join(folder, "asvs.md"), "utf8");
const statuses = ["met", "partly", "not met", "does not apply"];

interface Row {
  id: string;
  level: string;
  status: string;
  where: string;
}

const rows: Row[] = page.split("\n").flatMap((line) => {
  const [, id = "", level = "", , status = "", where = ""] =
    /^\| (V[\d.]+) \| (\d) \| ([^|]+) \| ([^|]+) \| (.+) \|$/.exec(line) ?? [];
  return id === "" ? [] : [{ id, level, status, where }];
});
/** Where a whole chapter or section doesn't apply, its items are listed in a sentence. */
const listed = [...page.matchAll(/^None applies: (.+)\.$/gm)].flatMap(([, ids = ""]) => ids.split(", "));

test("each item of levels 1 and 2 is listed once, with its level", () => {
  const known = new Map(
    readFileSync(path.join(folder, "asvs-ids.txt"), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => line.split(" ") as [string, string]),
  );
  expect(known.size).toBe(253);
  expect([...rows.map(({ id }) => id), ...listed].toSorted()).toEqual([...known.keys()].toSorted());
  for (const { id, level } of rows) expect([id, level]).toEqual([id, known.get(id)]);
});

test("the counts at its top are those of its rows", () => {
  for (const { id, status } of rows) expect([id, statuses]).toEqual([id, expect.arrayContaining([status])]);
  const counted = statuses.map((status) => {
    const more = status === "does not apply" ? listed.length : 0;
    return [status, String(rows.filter((row) => row.status === status).length + more)];
  });
  const stated = [...page.matchAll(/^\| (met|partly|not met|does not apply) \| (\d+) \|$/gm)];
  expect(stated.map(([, status, count]) => [status, count])).toEqual(counted);
});

test("requirements that are met, partly or completely, say where", () => {
  const silent = rows.filter(({ status, where }) => /^(met|partly)$/.test(status) && !where.includes("]("));
  expect(silent.map(({ id }) => id)).toEqual([]);
});
