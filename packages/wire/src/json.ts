/** A value that JSON can express. */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

/** Whether the value is an object in the sense of JSON: neither null nor an array. */
export function isObject(value: JsonValue | undefined): value is { [key: string]: JsonValue };
export function isObject(value: unknown): value is Record<string, unknown>;
export function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
