import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../../../..");
const russian = globSync("docs/ru/**/*.md", { cwd: root }).toSorted();
const read = (file: string) => readFileSync(path.join(root, file), "utf8");

/** Fenced blocks with their opening lines: what readers paste, and what it prints. */
function codeOf(markdown: string): string[] {
  return [...markdown.matchAll(/^```.*\n[\s\S]*?^```$/gm)].map(([block]) => block);
}

function levelsOf(markdown: string): string[] {
  return [...markdown.replaceAll(/^```[\s\S]*?^```$/gm, "").matchAll(/^(#+) /gm)].map(
    ([, marks = ""]) => marks,
  );
}

test.each(russian)("%s has the headings and the code of its English page", (file) => {
  const english = file.replace("docs/ru/", "docs/");
  expect(codeOf(read(file))).toEqual(codeOf(read(english)));
  expect(levelsOf(read(file))).toEqual(levelsOf(read(english)));
});
