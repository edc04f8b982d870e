import type { FieldProblem, JsonValue } from "@countersign/wire";
import { patternProblem } from "./linear-pattern.ts";
import { isDeeperThan } from "./nesting.ts";

/**
 * Limits of a schema, so that checking a payload against it takes bounded time, whoever wrote
 * either: it is self-contained (no other document is ever fetched), no larger than this once all
 * references are resolved, and not circular.
 */
const maxBytes = 32 * 1024;
const maxNesting = 32;
const maxSubschemas = 2000;
/** There, every item is compared with every other. */
const maxUniqueItems = 1000;

const forOneSchema = [
  "not",
  "if",
  "then",
  "else",
  "additionalProperties",
  "propertyNames",
  "contains",
  "items",
  "unevaluatedItems",
  "unevaluatedProperties",
];
const forSchemas = ["allOf", "anyOf", "oneOf", "prefixItems"];
const forNamedSchemas = ["properties", "patternProperties", "dependentSchemas", "$defs"];
const withOtherDocuments = [
  "$id",
  "$anchor",
  "$dynamicRef",
  "$dynamicAnchor",
  "$recursiveRef",
  "$vocabulary",
];
const dialectUri = "https://json-schema.org/draft/2020-12/schema";
const localRef = /^#\/\$defs\/([A-Za-z0-9_.-]+)$/;

type Schema = { readonly [keyword: string]: JsonValue };

/**
 * Why a type's schema is refused; null if it is within the limits. Ajv checks whether it is a valid
 * schema.
 */
export function limitProblem(schema: Schema): FieldProblem | null {
  if (isDeeperThan(schema, maxNesting)) return at("", `must not be nested deeper than ${maxNesting} levels`);
  if (Buffer.byteLength(JSON.stringify(schema)) > maxBytes)
    return at("", `must not be larger than ${maxBytes} bytes`);
  if (schema.type !== "object") return at("type", "must be object: payloads are objects");
  if (schema.$schema !== undefined && schema.$schema !== dialectUri)
    return at("$schema", `must be ${dialectUri} where it is given`);
  return keywordProblem(schema, "") ?? sizeProblem(schema);
}

function keywordProblem(schema: Schema, path: string): FieldProblem | null {
  const own = ownProblem(schema, path);
  if (own !== null) return own;
  for (const [child, childPath] of children(schema, path)) {
    const problem = keywordProblem(child, childPath);
    if (problem !== null) return problem;
  }
  return null;
}

function ownProblem(schema: Schema, path: string): FieldProblem | null {
  const foreign = withOtherDocuments.find((keyword) => Object.hasOwn(schema, keyword));
  if (foreign !== undefined)
    return at(join(path, foreign), "is not supported: a schema must be self-contained");
  const { $ref, pattern, patternProperties, uniqueItems, maxItems } = schema;
  if ($ref !== undefined && (typeof $ref !== "string" || !localRef.test($ref)))
    return at(join(path, "$ref"), "must refer to a schema in the same document: #/$defs/name");
  const patterns: [string, JsonValue][] = isSchema(patternProperties)
    ? Object.keys(patternProperties).map((each) => [join(path, "patternProperties"), each])
    : [];
  if (pattern !== undefined) patterns.push([join(path, "pattern"), pattern]);
  for (const [where, each] of patterns) {
    const problem = patternProblem(each);
    if (problem !== null) return at(where, problem);
  }
  if (uniqueItems === true && !(typeof maxItems === "number" && maxItems <= maxUniqueItems))
    return at(join(path, "uniqueItems"), `requires maxItems of at most ${maxUniqueItems}`);
  return null;
}

function sizeProblem(root: Schema): FieldProblem | null {
  const defs = isSchema(root.$defs) ? root.$defs : {};
  const sizes = new Map<string, number | "open">();
  let problem: FieldProblem | null = null;

  function sizeOf(schema: Schema, path: string): number {
    let size = 1;
    // Definitions count where they are referenced.
    const { $defs, ...rest } = schema;
    for (const [child, childPath] of children(rest, path)) {
      if (problem === null) size += sizeOf(child, childPath);
    }
    return typeof schema.$ref === "string" ? size + sizeOfRef(schema.$ref, join(path, "$ref")) : size;
  }

  function sizeOfRef(ref: string, path: string): number {
    const name = localRef.exec(ref)?.[1] ?? "";
    const target = Object.hasOwn(defs, name) ? defs[name] : undefined;
    if (target === undefined) problem ??= at(path, "refers to nothing");
    if (!isSchema(target)) return 1;
    const known = sizes.get(name);
    if (known === "open") problem ??= at(path, "refers to itself: schemas must not be circular");
    if (known !== undefined) return known === "open" ? 1 : known;
    sizes.set(name, "open");
    const size = sizeOf(target, `$defs.${name}`);
    sizes.set(name, size);
    return size;
  }

  const size = sizeOf(root, "");
  // Unreferenced definitions are checked as well: they are compiled, too.
  for (const name of Object.keys(defs)) if (problem === null) sizeOfRef(`#/$defs/${name}`, `$defs.${name}`);
  const largest = Math.max(size, ...[...sizes.values()].map((each) => (each === "open" ? 0 : each)));
  if (largest > maxSubschemas)
    problem ??= at("", `must not hold more than ${maxSubschemas} schemas, references followed`);
  return problem;
}

/** The direct subschemas of a schema, each with its path. */
function children(schema: Schema, path: string): [Schema, string][] {
  const found: [JsonValue | undefined, string][] = forOneSchema.map((key) => [schema[key], join(path, key)]);
  for (const key of forSchemas) {
    const list = schema[key];
    if (Array.isArray(list))
      found.push(...list.map((each, i): [JsonValue, string] => [each, join(path, key, `${i}`)]));
  }
  for (const key of forNamedSchemas) {
    const named = schema[key];
    if (!isSchema(named)) continue;
    for (const [name, each] of Object.entries(named)) found.push([each, join(path, key, name)]);
  }
  return found.filter((each): each is [Schema, string] => isSchema(each[0]));
}

function isSchema(value: JsonValue | undefined): value is { [keyword: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function join(...parts: string[]): string {
  return parts.filter((part) => part !== "").join(".");
}

function at(field: string, problem: string): FieldProblem {
  return { field, problem };
}
