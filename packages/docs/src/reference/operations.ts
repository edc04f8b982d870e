import { codeBlock } from "../pages/code-block.ts";
import type { Page } from "../pages/page.ts";
import { fieldTable, table, typeOf } from "./fields.ts";
import { type OpenApi, type Operation, resolved } from "./openapi.ts";
import { russianSummaries } from "./russian/operations.ts";
import { type Language, prefixOf, words } from "./words.ts";

/** An operation of the API, with where its page is. */
export interface ListedOperation {
  id: string;
  tag: string;
  method: string;
  path: string;
  operation: Operation;
}

/** Operations in the order of the document. */
export function operationsOf(document: OpenApi): ListedOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const [tag = ""] = operation.tags;
      return { id: `${tagPage(tag)}/${kebab(operation.operationId)}`, tag, method, path, operation };
    }),
  );
}

export function tagPage(tag: string): string {
  return `api/${tag.replaceAll(" ", "-")}`;
}

/** What an operation does: the English of the document where there is no Russian. */
export function summaryOf({ operationId, summary }: Operation, language: Language): string {
  return language === "ru" ? (russianSummaries[operationId] ?? summary) : summary;
}

/** The page of an operation in a language. */
export function operationPage(listed: ListedOperation, document: OpenApi, language: Language): Page {
  const { id, method, path, operation } = listed;
  const parts = [
    `\`${method.toUpperCase()} ${path}\``,
    operation.description ?? "",
    callersOf(operation, language),
    parametersOf(operation, document, language),
    requestOf(operation, document, language),
    // Responses are alike on many pages: search would find each of their fields a hundred times.
    `<div data-pagefind-ignore>`,
    successesOf(operation, document, language),
    errorsOf(operation, document, language),
    "</div>",
  ];
  return {
    id: `${prefixOf(language)}${id}`,
    title: summaryOf(operation, language),
    description: `${method.toUpperCase()} ${path} (${operation.operationId})`,
    markdown: parts.filter((part) => part !== "").join("\n\n"),
  };
}

function callersOf({ operationId, security, ...operation }: Operation, language: Language): string {
  const text = words[language];
  const callers = operation["x-access"] ?? [];
  const by = security.flatMap((each) => Object.keys(each)).map((name) => `\`${name}\``);
  return [
    `${text.operationId}: \`${operationId}\`.`,
    ...(by.length > 0 ? [`${text.authentication}: ${by.join(` ${text.or} `)}.`] : []),
    ...(callers.length > 0
      ? [`${text.allowedFor}: ${callers.map((each) => `\`${each}\``).join(", ")}.`]
      : []),
  ].join(" ");
}

function parametersOf({ parameters = [] }: Operation, document: OpenApi, language: Language): string {
  if (parameters.length === 0) return "";
  const text = words[language];
  const rows = parameters.map((each) => {
    const { name, in: place, required, description = "", schema } = resolved(each, document);
    return [
      `\`${name}\`${required ? " *" : ""}`,
      text.places[place],
      typeOf(schema, document, language),
      description,
    ];
  });
  const head = [text.name, text.place, text.type, text.fieldDescription];
  return `## ${text.parameters}\n\n${table(head, rows)}`;
}

function requestOf({ requestBody }: Operation, document: OpenApi, language: Language): string {
  if (requestBody === undefined) return "";
  const [[type, { schema, example }] = ["", { schema: {} }]] = Object.entries(requestBody.content);
  const heading = `## ${words[language].requestBody}`;
  return [heading, `\`${type}\``, fieldTable(schema, document, language), exampleOf(example)]
    .filter((part) => part !== "")
    .join("\n\n");
}

function successesOf({ responses }: Operation, document: OpenApi, language: Language): string {
  return Object.entries(responses)
    .filter(([status]) => Number(status) < 400)
    .map(([status, each]) => {
      const { description, content = {} } = resolved(each, document);
      const [media] = Object.entries(content);
      const parts = [`## ${words[language].response} ${status}`, description];
      if (media !== undefined) {
        parts.push(fieldTable(media[1].schema, document, language), exampleOf(media[1].example));
      }
      return parts.filter((part) => part !== "").join("\n\n");
    })
    .join("\n\n");
}

function errorsOf({ responses }: Operation, document: OpenApi, language: Language): string {
  const text = words[language];
  const errors = Object.entries(responses).filter(([status]) => Number(status) >= 400);
  if (errors.length === 0) return "";
  const rows = errors.map(([status, each]) => [status, codesOf(resolved(each, document).description)]);
  return `## ${text.errors}\n\n${text.errorsExplained}\n\n${table(["HTTP", text.codes], rows)}`;
}

/** The codes at the beginning of the items of a description. */
function codesOf(description: string): string {
  const codes = [...description.matchAll(/^- `([^`]+)`/gm)].map(([, code]) => `\`${code}\``);
  return codes.length === 0 ? description : codes.join(", ");
}

/** A block of JSON. The example of a text says no more than its content type. */
function exampleOf(example: unknown): string {
  if (example === undefined || typeof example === "string") return "";
  const text = JSON.stringify(example, null, 2);
  return text === "{}" ? "" : codeBlock("json", text);
}

function kebab(operationId: string): string {
  return operationId.replace(/[A-Z]+/g, (upper) => `-${upper.toLowerCase()}`);
}
