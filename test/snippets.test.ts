import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { programForTest } from "../scripts/programs.ts";
import { cases } from "./snippets/cases.ts";
import { misjudged } from "./snippets/languages.ts";

/**
 * The code on the page about signatures does what the page says. `npm run snippets` does the same
 * for Go, Java, C# and Ruby, whose compilers and interpreters the suite doesn't require.
 */
test.each([
  ["TypeScript", {}],
  ["Python", { python3: programForTest("python3") }],
  ["PHP", { php: programForTest("php") }],
] as const)("the snippet in %s accepts every golden vector and refuses what is forged", (name, programs) => {
  const directory = mkdtempSync(path.join(tmpdir(), "countersign-snippets-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  expect(misjudged(name, programs, directory, cases())).toEqual([]);
});
