import { bigints, booleans, byteas, days, doubles, integers, texts, times } from "./binary-arrays.ts";

/** Encodes a value as a parameter: bytes are sent in Postgres's binary format, a string in its text format. */
export type Writer = (value: unknown) => Uint8Array | string | null;

const writers: ReadonlyMap<number, Writer> = new Map<number, Writer>([
  [114, unlessAbsent(JSON.stringify)],
  [3802, unlessAbsent(JSON.stringify)],
  [1000, ofArray(booleans)],
  [1001, ofArray(byteas)],
  [1007, ofArray(integers)],
  [1009, ofArray(texts)],
  [1016, ofArray(bigints)],
  [1022, ofArray(doubles)],
  [1182, ofArray(days)],
  [1185, ofArray(times)],
]);

/** The writer for parameters of the type with this oid. */
export function writerOf(oid: number): Writer {
  return writers.get(oid) ?? scalar;
}

function unlessAbsent(write: (value: unknown) => string): Writer {
  return (value) => (value === null ? null : write(value));
}

/** Literals such as "{}", and bytes written by `binary-arrays.ts`, are passed through. */
function ofArray(write: (values: readonly never[]) => Buffer): Writer {
  return (value) => (Array.isArray(value) ? write(value as never[]) : scalar(value));
}

function scalar(value: unknown): Uint8Array | string | null {
  if (value === null || typeof value === "string" || value instanceof Uint8Array) return value;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object")
    throw new TypeError("a parameter's type takes neither an array nor an object");
  return String(value);
}
