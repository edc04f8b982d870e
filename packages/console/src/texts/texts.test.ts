import { globSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const files = globSync("**/{texts,*-texts}.ts", { cwd: root }).filter(
  (file) => !file.endsWith("use-texts.ts"),
);
const loaded = await Promise.all(
  files.map(async (file) => ({ file, module: await import(path.join(root, file)) })),
);
const dictionaries = loaded.flatMap(({ file, module }) =>
  Object.entries<unknown>(module).flatMap(([name, value]) =>
    isDictionary(value) ? [{ name: `${file}: ${name}`, ...value }] : [],
  ),
);

test("there are dictionaries, in every file that is named after them", () => {
  expect(dictionaries.length).toBeGreaterThanOrEqual(files.length);
});

test.each(dictionaries)("$name has the same keys in both languages", ({ ru, en }) => {
  expect(keysOf(ru)).toEqual(keysOf(en));
});

test.each(dictionaries)("$name leaves no text empty", ({ ru, en }) => {
  const empty = [...textsOf(ru), ...textsOf(en)].filter(({ text }) => text.trim() === "");
  expect(empty).toEqual([]);
});

test.each(dictionaries)("$name has no English sentence in Russian", ({ ru }) => {
  const english = textsOf(ru).filter(({ text }) => /[a-z]{2,} [a-z]{2,} [a-z]{2,}/i.test(text));
  expect(english.filter(({ text }) => !/[а-яё]/i.test(text))).toEqual([]);
});

function isDictionary(value: unknown): value is { ru: object; en: object } {
  return typeof value === "object" && value !== null && "ru" in value && "en" in value;
}

function keysOf(texts: object, prefix = ""): string[] {
  return Object.entries(texts)
    .flatMap(([key, value]) =>
      typeof value === "object" && value !== null
        ? keysOf(value, `${prefix}${key}.`)
        : [`${prefix}${key}: ${typeof value}`],
    )
    .sort();
}

/** The plain texts; those with numbers in them are functions. */
function textsOf(texts: object, prefix = ""): { key: string; text: string }[] {
  return Object.entries(texts).flatMap(([key, value]) => {
    if (typeof value === "string") return [{ key: prefix + key, text: value }];
    return typeof value === "object" && value !== null ? textsOf(value, `${prefix}${key}.`) : [];
  });
}
