/**
 * The keys of a record, in its order, as its type names them: numbers as texts. Only for records
 * that have no other keys than their type: constants, and values that a schema parsed.
 */
export function keysOf<T extends object>(record: T): `${keyof T & (string | number)}`[] {
  // TypeScript types `Object.keys` as texts, since a value may have more keys than its type.
  return Object.keys(record) as `${keyof T & (string | number)}`[];
}
