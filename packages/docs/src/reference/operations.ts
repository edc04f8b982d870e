import { codeBlock } from "../pages/code-block.ts";
import type { Page } from "../pages/page.ts";
import { fieldTable, table, typeOf } from "./fields.ts";
import { type OpenApi, type Operation, resolved } from "./openapi.ts";

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

/** A page per operation. */
export function operationPage(listed: ListedOperation, document: OpenApi): Page {
  const { id, method, path, operation } = listed;
  const parts = [
    `\`${method.toUpperCase()} ${path}\``,
    operation.description ?? "",
    callersOf(operation),
    parametersOf(operation, document),
    requestOf(operation, document),
    // Responses are alike on many pages: search would find each of their fields a hundred times.
    `<div data-pagefind-ignore>`,
    successesOf(operation, document),
    errorsOf(operation, document),
    "</div>",
  ];
  return {
    id,
    title: operation.summary,
    description: `${method.toUpperCase()} ${path} (${operation.operationId})`,
    markdown: parts.filter((part) => part !== "").join("\n\n"),
  };
}

function callersOf({ operationId, security, ...operation }: Operation): string {
  const callers = operation["x-access"] ?? [];
  const by = security.flatMap((each) => Object.keys(each)).map((name) => `\`${name}\``);
  return [
    `Operation id: \`${operationId}\`.`,
    ...(by.length > 0 ? [`Authentication: ${by.join(" or ")}.`] : []),
    ...(callers.length > 0 ? [`Allowed for: ${callers.map((each) => `\`${each}\``).join(", ")}.`] : []),
  ].join(" ");
}

function parametersOf({ parameters = [] }: Operation, document: OpenApi): string {
  if (parameters.length === 0) return "";
  const rows = parameters.map((each) => {
    const { name, in: place, required, description = "", schema } = resolved(each, document);
    return [`\`${name}\`${required ? " *" : ""}`, place, typeOf(schema, document), description];
  });
  return `## Parameters\n\n${table(["Name", "In", "Type", "Description"], rows)}`;
}

function requestOf({ requestBody }: Operation, document: OpenApi): string {
  if (requestBody === undefined) return "";
  const [[type, { schema, example }] = ["", { schema: {} }]] = Object.entries(requestBody.content);
  return ["## Request body", `\`${type}\``, fieldTable(schema, document), exampleOf(example)]
    .filter((part) => part !== "")
    .join("\n\n");
}

function successesOf({ responses }: Operation, document: OpenApi): string {
  return Object.entries(responses)
    .filter(([status]) => Number(status) < 400)
    .map(([status, each]) => {
      const { description, content = {} } = resolved(each, document);
      const [media] = Object.entries(content);
      const parts = [`## Response ${status}`, description];
      if (media !== undefined) parts.push(fieldTable(media[1].schema, document), exampleOf(media[1].example));
      return parts.filter((part) => part !== "").join("\n\n");
    })
    .join("\n\n");
}

function errorsOf({ responses }: Operation, document: OpenApi): string {
  const errors = Object.entries(responses).filter(([status]) => Number(status) >= 400);
  if (errors.length === 0) return "";
  const rows = errors.map(([status, each]) => [status, codesOf(resolved(each, document).description)]);
  return `## Errors\n\nEvery code is explained in [errors](/docs/errors).\n\n${table(["HTTP", "Codes"], rows)}`;
}

/** The codes at the beginning of the items of a description. */
function codesOf(description: string): string {
  const codes = [...description.matchAll(/^- `([^`]+)`/gm)].map(([, code]) => `\`${code}\``);
  return codes.length === 0 ? description : codes.join(", ");
}

function exampleOf(example: unknown): string {
  if (example === undefined) return "";
  const text = JSON.stringify(example, null, 2);
  return text === "{}" ? "" : codeBlock("json", text);
}

function kebab(operationId: string): string {
  return operationId.replace(/[A-Z]+/g, (upper) => `-${upper.toLowerCase()}`);
}
