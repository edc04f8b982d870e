import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../../../..");
const russian = globSync("docs/ru/**/*.md", { cwd: root }).toSorted();
const changelog = "docs/ru/changelog.md";
/** Russian pages of documents that stand at the repository's root. */
const atRoot: Readonly<Record<string, string>> = {
  [changelog]: "CHANGELOG.md",
  "docs/ru/security/reporting.md": "SECURITY.md",
};
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
  const english = atRoot[file] ?? file.replace("docs/ru/", "docs/");
  expect(codeOf(read(file))).toEqual(codeOf(read(english)));
  expect(levelsOf(read(file))).toEqual(levelsOf(read(english)));
});

/** The sections of a changelog with the inline code of each entry, which is the same in every language. */
function entriesOf(markdown: string): { section: string; code: string[][] }[] {
  return markdown.split(/^(?=##+ )/m).map((section) => ({
    section: /^##+ [\d.]*/.exec(section)?.[0] ?? "",
    code: section
      .split(/^ *- /m)
      .slice(1)
      .map((entry) => [...entry.matchAll(/`[^`]+`/g)].map(([code]) => code).toSorted()),
  }));
}

test("every entry of CHANGELOG.md stands in the Russian changelog, at the same place, with the same code", () => {
  const english = entriesOf(read("CHANGELOG.md"));
  expect(english.flatMap(({ code }) => code).length).toBeGreaterThan(100);
  expect(entriesOf(read(changelog))).toEqual(english);
});
