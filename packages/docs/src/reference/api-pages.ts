import type { Page } from "../pages/page.ts";
import { addressOf } from "../pages/page.ts";
import { table } from "./fields.ts";
import type { OpenApi } from "./openapi.ts";
import { type ListedOperation, operationPage, operationsOf, summaryOf, tagPage } from "./operations.ts";
import { russianGroups, russianTags } from "./russian/tags.ts";
import { type Language, prefixOf, words } from "./words.ts";

/** The API reference in a language: a first page, a page per tag with its operations, a page per operation. */
export function apiPages(document: OpenApi, language: Language): Page[] {
  const operations = operationsOf(document);
  return [
    overview(document, operations, language),
    ...document.tags.map(({ name, description }) => {
      const about = aboutTag(name, description, language);
      const listed = operations.filter(({ tag }) => tag === name);
      return {
        id: `${prefixOf(language)}${tagPage(name)}`,
        title: titleOf(name, language),
        description: firstLine(about),
        markdown: `${about}\n\n${operationTable(listed, language)}`,
      };
    }),
    ...operations.map((each) => operationPage(each, document, language)),
  ];
}

/** As the sidebar and the titles name a tag. */
export function titleOf(tag: string, language: Language): string {
  const names: Readonly<Record<string, string>> = {
    "able-id": "able-id",
    "love-and-pay": "Love&Pay",
    rarus: "Loyalty platform",
    applicant: "Applicant's page",
    service: "Health and reference",
  };
  const english = names[tag] ?? capitalized(tag);
  return language === "ru" ? (russianTags[tag]?.title ?? english) : english;
}

function aboutTag(tag: string, english: string, language: Language): string {
  return language === "ru" ? (russianTags[tag]?.description ?? english) : english;
}

function overview(document: OpenApi, operations: readonly ListedOperation[], language: Language): Page {
  const text = words[language];
  const prefix = prefixOf(language);
  const groups = document["x-tagGroups"].map(({ name, tags }) => {
    const rows = tags.map((tag) => {
      const count = operations.filter((each) => each.tag === tag).length;
      const { description = "" } = document.tags.find((each) => each.name === tag) ?? {};
      return [
        `[${titleOf(tag, language)}](${addressOf(`${prefix}${tagPage(tag)}`)})`,
        String(count),
        firstLine(aboutTag(tag, description, language)),
      ];
    });
    const heading = language === "ru" ? (russianGroups[name] ?? name) : capitalized(name);
    return `## ${heading}\n\n${table([text.part, text.operations, text.aboutPart], rows)}`;
  });
  return {
    id: `${prefix}api`,
    title: text.title,
    description: text.description,
    markdown: [text.about, ...groups].join("\n\n"),
  };
}

function operationTable(operations: readonly ListedOperation[], language: Language): string {
  const rows = operations.map((each) => [
    `[${summaryOf(each.operation, language)}](${addressOf(`${prefixOf(language)}${each.id}`)})`,
    `\`${each.method.toUpperCase()} ${each.path}\``,
  ]);
  return table([words[language].operation, words[language].call], rows);
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}

function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
