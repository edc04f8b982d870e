import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { referenceDocuments } from "@countersign/server/reference";
import { ableIdCodes } from "@countersign/wire";
import { expect, test } from "vitest";
import type { AsyncApi } from "../reference/event-pages.ts";
import type { OpenApi } from "../reference/openapi.ts";
import { parts } from "../reference/russian/descriptions/parts.ts";
import { russianDescriptions, withDescriptions } from "../reference/russian/descriptions.ts";
import { russianSummaries } from "../reference/russian/operations.ts";
import { russianGroups, russianTags } from "../reference/russian/tags.ts";
import { wordsOf } from "../spelling/prose.ts";
import { speller } from "../spelling/speller.ts";
import { allPages } from "./all-pages.ts";

/** All pages of the site in one place, since describing the service takes 3 s: their languages and their spelling. */

const root = path.resolve(import.meta.dirname, "../../../..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const documents = await referenceDocuments();
const openapi = documents.openapi as OpenApi;
const asyncapi = documents.asyncapi as AsyncApi;
const pages = allPages(root, openapi, asyncapi);

test("no two pages have the same address", () => {
  const ids = pages.map(({ id }) => id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});

/** For developers of the service. Their Russian addresses show the English text with a note that says so. */
const inEnglishAlone = /^(?:architecture|contributing|decisions(?:\/.*)?|security\/asvs)$/;

test("every page has its Russian counterpart", () => {
  const ids = new Set(pages.map(({ id }) => id));
  const english = [...ids].filter((id) => !/^ru(?:\/|$)/.test(id) && !inEnglishAlone.test(id));
  const russian = (id: string) => (id === "index" ? "ru" : `ru/${id}`);
  expect(english.length).toBeGreaterThan(350);
  expect(english.filter((id) => !ids.has(russian(id)))).toEqual([]);
});

test("every operation and part of the API has a Russian name, and there is none for what isn't there", () => {
  const operations = Object.values(openapi.paths).flatMap((methods) => Object.values(methods));
  const idsOf = (record: object) => Object.keys(record).toSorted();
  expect(idsOf(russianSummaries)).toEqual(operations.map(({ operationId }) => operationId).toSorted());
  expect(idsOf(russianTags)).toEqual(openapi.tags.map(({ name }) => name).toSorted());
  expect(idsOf(russianGroups)).toEqual(openapi["x-tagGroups"].map(({ name }) => name).toSorted());
});

/** What the service describes: of operations, parameters, fields, responses and messages. */
function descriptions(): string[] {
  const found = new Set<string>();
  for (const document of [openapi, asyncapi]) {
    withDescriptions(document, (text) => {
      found.add(text);
      return text;
    });
  }
  return [...found];
}

test("every description of the service has a Russian one, and there is none for what isn't there", () => {
  const english = descriptions();
  expect(english.length).toBeGreaterThan(1700);
  expect(english.filter((text) => !russianDescriptions.has(text))).toEqual([]);
  const known = new Set(english);
  expect([...russianDescriptions.keys()].filter((text) => !known.has(text))).toEqual([]);
  const keys = parts.flatMap((part) => Object.keys(part));
  expect(keys.filter((text, at) => keys.indexOf(text) !== at)).toEqual([]);
});

/** Names of fields, values and addresses are the same in every language. */
function codeIn(text: string): string[] {
  return [...text.matchAll(/`[^`]+`/g)].map(([code]) => code);
}

test("a Russian description has the code of the English one", () => {
  const without = [...russianDescriptions].filter(([english, russian]) =>
    codeIn(english).some((code) => !russian.includes(code)),
  );
  expect(without).toEqual([]);
});

const words = read("packages/docs/src/spelling/words.txt");
const entries = words.trimEnd().split("\n");

/** What readers are shown: the pages, and the documents that are read in the repository alone. */
function texts(): [place: string, text: string][] {
  const readmes = globSync(["README.md", "{packages,examples}/*/*.md"], { cwd: root });
  return [
    ...pages.map(({ id, title, markdown }): [string, string] => [
      id,
      `${title}\n\n${withoutUzbek(markdown)}`,
    ]),
    ...readmes.map((file): [string, string] => [file, read(file)]),
  ];
}

/** There is no dictionary for the Uzbek messages of the errors' page. */
function withoutUzbek(markdown: string): string {
  const messages = Object.values(ableIdCodes).flatMap(({ message }) => [message.uz, message.oz]);
  return messages.reduce((text, message) => text.replaceAll(`| ${message} `, "| "), markdown);
}

test("every word is in a dictionary or in the list of words, and no entry of the list is unused", () => {
  const places = new Map<string, string>();
  for (const [place, text] of texts()) for (const word of wordsOf(text)) places.set(word, place);
  const { knows, learn } = speller();
  const inNoDictionary = [...places.keys()].filter((word) => !knows(word));
  learn(words);
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

test("the list of words is sorted and has none twice", () => {
  expect(entries).toEqual([...new Set(entries)].toSorted((one, other) => one.localeCompare(other, "en")));
});
