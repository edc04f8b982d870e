import type { Page } from "../pages/page.ts";
import { addressOf } from "../pages/page.ts";
import { table } from "./fields.ts";
import type { OpenApi } from "./openapi.ts";
import { type ListedOperation, operationPage, operationsOf, tagPage } from "./operations.ts";

/** The API reference: a first page, a page per tag with its operations, a page per operation. */
export function apiPages(document: OpenApi): Page[] {
  const operations = operationsOf(document);
  return [
    overview(document, operations),
    ...document.tags.map(({ name, description }) => ({
      id: tagPage(name),
      title: titleOf(name),
      description: description.split("\n")[0] ?? "",
      markdown: `${description}\n\n${operationTable(operations.filter(({ tag }) => tag === name))}`,
    })),
    ...operations.map((each) => operationPage(each, document)),
  ];
}

/** As the sidebar and the titles name a tag. */
export function titleOf(tag: string): string {
  const names: Readonly<Record<string, string>> = {
    "able-id": "able-id",
    "love-and-pay": "Love&Pay",
    rarus: "Loyalty platform",
    applicant: "Applicant's page",
    service: "Health and reference",
  };
  return names[tag] ?? `${tag.charAt(0).toUpperCase()}${tag.slice(1)}`;
}

function overview(document: OpenApi, operations: readonly ListedOperation[]): Page {
  const groups = document["x-tagGroups"].map(({ name, tags }) => {
    const rows = tags.map((tag) => {
      const count = operations.filter((each) => each.tag === tag).length;
      const { description = "" } = document.tags.find((each) => each.name === tag) ?? {};
      return [
        `[${titleOf(tag)}](${addressOf(tagPage(tag))})`,
        String(count),
        description.split("\n")[0] ?? "",
      ];
    });
    const heading = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    return `## ${heading}\n\n${table(["Part", "Operations", "About"], rows)}`;
  });
  const documents =
    "Every operation of the service. The same as OpenAPI 3.1: [/openapi.json](/openapi.json), and a document for each " +
    "API: `/openapi/manage.json`, `/openapi/able-id.json`, `/openapi/love-and-pay.json`, `/openapi/treezor.json`, " +
    "`/openapi/rarus.json`. Required fields are marked with *.";
  return {
    id: "api",
    title: "API reference",
    description: "Every operation of the service, generated from its OpenAPI document.",
    markdown: [documents, ...groups].join("\n\n"),
  };
}

function operationTable(operations: readonly ListedOperation[]): string {
  const rows = operations.map(({ id, method, path, operation }) => [
    `[${operation.summary}](${addressOf(id)})`,
    `\`${method.toUpperCase()} ${path}\``,
  ]);
  return table(["Operation", "Call"], rows);
}
