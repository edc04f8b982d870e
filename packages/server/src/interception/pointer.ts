import type { JsonValue, PatchOperation } from "@countersign/wire";

/**
 * Whether an operation of a JSON Patch fits a document, strictly by RFC 6901 and 6902. The library that applies them
 * also follows inherited properties, an array's `length` and positions inside strings, which must not pass.
 */
export function fits(document: JsonValue, operation: PatchOperation): boolean {
  const { op, path } = operation;
  const target = parentOf(document, path);
  if (target === null) return op === "test" && path === "";
  if ("from" in operation) {
    const inItself = op === "move" && `${path}/`.startsWith(`${operation.from}/`) && path !== operation.from;
    if (inItself || valueAt(document, operation.from) === undefined) return false;
  }
  if (op === "add" || op === "copy" || op === "move") return takes(target.parent, target.last);
  return child(target.parent, target.last) !== undefined;
}

/** The value at a pointer; undefined if there is none. */
export function valueAt(document: JsonValue, pointer: string): JsonValue | undefined {
  const tokens = tokensOf(pointer);
  return tokens?.reduce<JsonValue | undefined>((value, token) => child(value, token), document);
}

/** Null for the whole document, an invalid pointer or a path that doesn't exist. */
function parentOf(document: JsonValue, pointer: string): { parent: JsonValue; last: string } | null {
  const tokens = tokensOf(pointer);
  const last = tokens?.at(-1);
  if (tokens === null || last === undefined) return null;
  const parent = tokens
    .slice(0, -1)
    .reduce<JsonValue | undefined>((value, token) => child(value, token), document);
  return parent === undefined ? null : { parent, last };
}

function tokensOf(pointer: string): string[] | null {
  if (pointer === "") return [];
  if (!pointer.startsWith("/") || /~(?![01])/.test(pointer)) return null;
  return pointer
    .slice(1)
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

const index = /^(?:0|[1-9][0-9]{0,8})$/;

function child(value: JsonValue | undefined, token: string): JsonValue | undefined {
  if (Array.isArray(value)) return index.test(token) ? value[Number(token)] : undefined;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, token)) return undefined;
  return value[token];
}

/** Whether a value can be set there; false for names that would reach a prototype. */
function takes(parent: JsonValue, last: string): boolean {
  if (Array.isArray(parent)) return last === "-" || (index.test(last) && Number(last) <= parent.length);
  return typeof parent === "object" && parent !== null && last !== "__proto__";
}
