import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { referenceDocuments } from "@countersign/server/reference";
import { ableIdCodes } from "@countersign/wire";
import { expect, test } from "vitest";
import { allPages } from "../pages/all-pages.ts";
import type { AsyncApi } from "../reference/event-pages.ts";
import type { OpenApi } from "../reference/openapi.ts";
import { wordsOf } from "./prose.ts";
import { speller } from "./speller.ts";

/**
 * Spelling of everything that readers are shown: the pages of the site, which are guides, error texts, changelog, operations
 * and events in both languages, and the other documents of the repository.
 */

const root = path.resolve(import.meta.dirname, "../../../..");
const listed = readFileSync(path.join(import.meta.dirname, "words.txt"), "utf8");
const entries = listed.trimEnd().split("\n");

async function texts(): Promise<[name: string, text: string][]> {
  const { openapi, asyncapi } = await referenceDocuments();
  const readmes = globSync(["README.md", "{packages,examples}/*/*.md", "docs/decisions/*.md"], { cwd: root });
  return [
    ...allPages(root, openapi as OpenApi, asyncapi as AsyncApi).map(
      ({ id, title, markdown }): [string, string] => [id, `${title}\n\n${withoutUzbek(markdown)}`],
    ),
    ...readmes.map((file): [string, string] => [file, readFileSync(path.join(root, file), "utf8")]),
  ];
}

/** There is no dictionary for the Uzbek messages of the errors' page. */
function withoutUzbek(markdown: string): string {
  const messages = Object.values(ableIdCodes).flatMap(({ message }) => [message.uz, message.oz]);
  return messages.reduce((text, message) => text.replaceAll(`| ${message} `, "| "), markdown);
}

test("every word is in a dictionary or in the list of the project's words, and no entry of the list is unused", async () => {
  const places = new Map<string, string>();
  for (const [name, text] of await texts()) for (const word of wordsOf(text)) places.set(word, name);
  const { knows, learn } = speller();
  const inNoDictionary = [...places.keys()].filter((word) => !knows(word));
  learn(listed);
  const unknown = inNoDictionary.filter((word) => !knows(word));
  expect(unknown.toSorted().map((word) => `${word} (${places.get(word)})`)).toEqual([]);

  const others = inNoDictionary.map((word) => word.toLowerCase());
  const unused = entries.filter((entry) => !others.some((word) => word.startsWith(stemOf(entry))));
  expect(unused).toEqual([]);
});

/** Inflected forms differ from the entry in its last letter. */
function stemOf(entry: string): string {
  const [word = "", model] = entry.toLowerCase().split("/");
  return model === undefined ? word : word.slice(0, -1);
}

test("the list of the project's words is sorted and has none twice", () => {
  expect(entries).toEqual([...new Set(entries)].toSorted((one, other) => one.localeCompare(other, "en")));
});
