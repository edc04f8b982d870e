import { membersText, type Schema, typeText } from "./type-text.ts";

interface Parameter {
  name: string;
  in: "query" | "path" | "header";
  required?: boolean;
  schema: Schema;
}

interface Operation {
  operationId: string;
  summary: string;
  parameters?: readonly (Parameter | { $ref: string })[];
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

/** What is read of an OpenAPI document. */
export interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

const heading = "// Made of /openapi/manage.json by `npm run generate -w packages/cli`; a test compares.\n";

/**
 * The text of `generated/operations.ts`: method, path and types of these operations, and the
 * components that they need.
 *
 * @throws Error if the document has no operation of one of the names.
 */
export function clientText({ paths, components }: Document, names: readonly string[]): string {
  const wanted: string[] = [];
  const need = (component: string) => {
    if (!wanted.includes(component)) wanted.push(component);
  };
  const operations = names.map((name) => {
    const [found] = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, operation]) =>
        operation.operationId === name ? [{ path, method: method.toUpperCase(), operation }] : [],
      ),
    );
    if (found === undefined) throw new Error(`the document has no operation ${name}`);
    return { name, ...found };
  });
  const types = operations.map(
    ({ name, operation }) => `/** ${operation.summary}. */\n${name}: ${operationType(operation, need)};`,
  );
  const routes = operations.map(
    ({ name, method, path }) => `${name}: { method: "${method}", path: "${path}" },`,
  );
  const definitions = new Map<string, string>();
  // Components name others: the list grows while it is read.
  for (const name of wanted) definitions.set(name, typeText(components.schemas[name] ?? {}, need));
  const declared = [...definitions].sort(([one], [other]) => (one < other ? -1 : 1));
  return `${heading}
${declared.map(([name, text]) => `type ${name} = ${text};`).join("\n")}

/** What each operation takes and returns. */
export interface Operations {
${types.join("\n")}
}

/** Where each operation is. */
export const routes = {
${routes.join("\n")}
} as const satisfies Record<keyof Operations, { method: string; path: string }>;
`;
}

function operationType(operation: Operation, need: (component: string) => void): string {
  const parameters = (operation.parameters ?? []).filter((each) => "name" in each);
  const of = (place: "path" | "query") =>
    Object.fromEntries(
      parameters
        .filter((each) => each.in === place)
        .map(({ name, required = false, schema }) => [name, { type: typeText(schema, need), required }]),
    );
  const [path, query] = [of("path"), of("query")];
  const members: Record<string, { type: string; required: boolean }> = {};
  if (Object.keys(path).length > 0) members.path = { type: membersText(path), required: true };
  if (Object.keys(query).length > 0)
    members.query = {
      type: membersText(query),
      required: Object.values(query).some(({ required }) => required),
    };
  const body = operation.requestBody;
  const schema = body?.content["application/json"]?.schema;
  if (schema !== undefined)
    members.body = { type: typeText(schema, need), required: body?.required === true };
  return membersText({
    request: { type: membersText(members), required: true },
    response: { type: responseType(operation, need), required: true },
  });
}

function responseType({ responses }: Operation, need: (component: string) => void): string {
  const [, success] = Object.entries(responses).find(([status]) => status.startsWith("2")) ?? [];
  const schema = success?.content?.["application/json"]?.schema;
  return schema === undefined ? "null" : typeText(schema, need);
}
