import type { FieldProblem, JsonValue } from "@countersign/wire";
import { patternProblem } from "./linear-pattern.ts";
import { isDeeperThan } from "./nesting.ts";

/**
 * What a schema may be, so that checking a payload against it takes bounded time whoever wrote either: complete in
 * itself (no other document is ever fetched), no larger than this once all references are followed, none of which may
 * lead back to where it stands.
 */
const maxBytes = 32 * 1024;
const maxNesting = 32;
const maxSubschemas = 2000;
/** Where every item is compared with every other. */
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

/** Why the schema of a type can't be taken; null if its limits hold. Whether it is a schema at all is ajv's to say. */
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
    return at(join(path, foreign), "is not taken: a schema must be complete in itself");
  const { $ref, pattern, patternProperties, uniqueItems, maxItems } = schema;
  if ($ref !== undefined && (typeof $ref !== "string" || !localRef.test($ref)))
    return at(join(path, "$ref"), "must lead to a schema of the same document: #/$defs/name");
  const patterns: [string, JsonValue][] = isSchema(patternProperties)
    ? Object.keys(patternProperties).map((each) => [join(path, "patternProperties"), each])
    : [];
  if (pattern !== undefined) patterns.push([join(path, "pattern"), pattern]);
  for (const [where, each] of patterns) {
    const problem = patternProblem(each);
    if (problem !== null) return at(where, problem);
  }
  if (uniqueItems === true && !(typeof maxItems === "number" && maxItems <= maxUniqueItems))
    return at(join(path, "uniqueItems"), `needs maxItems beside it, of at most ${maxUniqueItems}`);
  return null;
}

function sizeProblem(root: Schema): FieldProblem | null {
  const defs = isSchema(root.$defs) ? root.$defs : {};
  const sizes = new Map<string, number | "open">();
  let problem: FieldProblem | null = null;

  function sizeOf(schema: Schema, path: string): number {
    let size = 1;
    // Definitions count where they are referred to.
    const { $defs, ...rest } = schema;
    for (const [child, childPath] of children(rest, path)) {
      if (problem === null) size += sizeOf(child, childPath);
    }
    return typeof schema.$ref === "string" ? size + sizeOfRef(schema.$ref, join(path, "$ref")) : size;
  }

  function sizeOfRef(ref: string, path: string): number {
    const name = localRef.exec(ref)?.[1] ?? "";
    const target = Object.hasOwn(defs, name) ? defs[name] : undefined;
    if (target === undefined) problem ??= at(path, "leads to nothing");
    if (!isSchema(target)) return 1;
    const known = sizes.get(name);
    if (known === "open") problem ??= at(path, "leads back to where it stands: schemas must not be circular");
    if (known !== undefined) return known === "open" ? 1 : known;
    sizes.set(name, "open");
    const size = sizeOf(target, `$defs.${name}`);
    sizes.set(name, size);
    return size;
  }

  const size = sizeOf(root, "");
  // What nothing leads to is looked at as well: it is compiled all the same.
  for (const name of Object.keys(defs)) if (problem === null) sizeOfRef(`#/$defs/${name}`, `$defs.${name}`);
  const largest = Math.max(size, ...[...sizes.values()].map((each) => (each === "open" ? 0 : each)));
  if (largest > maxSubschemas)
    problem ??= at("", `must not hold more than ${maxSubschemas} schemas, references followed`);
  return problem;
}

/** The schemas right inside a schema, each with its path. */
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
