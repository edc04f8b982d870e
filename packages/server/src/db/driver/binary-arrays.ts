/**
 * Arrays in Postgres's binary format, one function for each element type: how a JavaScript array is encoded for a parameter
 * of that array type. Postgres rejects them for any other type, such as `varchar[]`.
 */

/** Undefined elements are written as null. */
type Elements<Element> = readonly (Element | null | undefined)[];

/** Type oids of the elements. Those of `pg_type` never change. */
const oids = {
  boolean: 16,
  bytea: 17,
  bigint: 20,
  integer: 23,
  text: 25,
  double: 701,
  date: 1082,
  timestamptz: 1184,
};

const headerBytes = 20;
const dayMs = 86_400_000;
/** Postgres counts days and microseconds from 2000-01-01. */
const originMs = 946_684_800_000;
const dayPattern = /^\d{4}-\d\d-\d\d$/;
const scratchBytes = 1 << 16;

/** Texts are written here before their length is known. It is never kept larger than `scratchBytes`. */
let scratch = Buffer.allocUnsafeSlow(scratchBytes);

/** `text[]`. A text that equals the previous one costs less. */
export function texts(values: Elements<string>): Buffer {
  let at = headerBytes;
  let before: string | undefined;
  let beforeAt = 0;
  for (const value of values) {
    if (isAbsent(value)) {
      reserve(at, 4);
      at = writeInteger(scratch, -1, at);
    } else if (value === before) {
      const bytes = at - beforeAt;
      reserve(at, bytes);
      scratch.copy(scratch, at, beforeAt, at);
      beforeAt = at;
      at += bytes;
      continue;
    } else {
      reserve(at, 4 + value.length * 3);
      const written = scratch.write(value, at + 4);
      writeInteger(scratch, written, at);
      beforeAt = at;
      at += 4 + written;
    }
    before = value ?? undefined;
  }
  const array = Buffer.allocUnsafe(values.length === 0 ? 12 : at);
  scratch.copy(array, 0, 0, at);
  if (scratch.length > scratchBytes) scratch = Buffer.allocUnsafeSlow(scratchBytes);
  return withHeader(array, oids.text, values);
}

/** `integer[]`. Throws a `RangeError` for anything but a 32-bit integer. */
export function integers(values: Elements<number>): Buffer {
  return fixed(oids.integer, 4, values, (array, value, at) => {
    if ((value | 0) !== value) throw new RangeError("an element isn't a whole number of 32 bits");
    writeInteger(array, value, at);
  });
}

/** `bigint[]`. Throws a `RangeError` for a number that isn't an integer or is too large to be exact. */
export function bigints(values: Elements<number | bigint>): Buffer {
  return fixed(oids.bigint, 8, values, (array, value, at) => {
    if (typeof value === "bigint") array.writeBigInt64BE(value, at);
    else if (Number.isSafeInteger(value)) writeLong(array, value, at);
    else throw new RangeError("an element isn't a whole number that is exact");
  });
}

/** `double precision[]`. */
export function doubles(values: Elements<number>): Buffer {
  return fixed(oids.double, 8, values, (array, value, at) => {
    array.writeDoubleBE(value, at);
  });
}

/** `boolean[]`. */
export function booleans(values: Elements<boolean>): Buffer {
  return fixed(oids.boolean, 1, values, (array, value, at) => {
    array[at] = value ? 1 : 0;
  });
}

/** `date[]`, of days such as "2026-03-04". Throws a `RangeError` for another form or a day that doesn't exist. */
export function days(values: Elements<string>): Buffer {
  let before: string | undefined;
  let number = 0;
  return fixed(oids.date, 4, values, (array, value, at) => {
    if (value !== before) {
      number = dayNumber(value);
      before = value;
    }
    writeInteger(array, number, at);
  });
}

/** `timestamptz[]`, of milliseconds since 1970 or Dates. Throws a `RangeError` for an invalid one. */
export function times(values: Elements<number | Date>): Buffer {
  return fixed(oids.timestamptz, 8, values, (array, value, at) => {
    const ms = Math.floor(Number(value)) - originMs;
    if (Number.isNaN(ms)) throw new RangeError("an element isn't a time");
    if (Number.isSafeInteger(ms * 1000)) writeLong(array, ms * 1000, at);
    else array.writeBigInt64BE(BigInt(ms) * 1000n, at);
  });
}

/** `bytea[]`. */
export function byteas(values: Elements<Uint8Array>): Buffer {
  let bytes = headerBytes;
  for (const value of values) bytes += 4 + (value?.length ?? 0);
  const array = allocate(values, bytes);
  let at = headerBytes;
  for (const value of values) {
    at = writeInteger(array, value?.length ?? -1, at);
    if (isAbsent(value)) continue;
    array.set(value, at);
    at += value.length;
  }
  return withHeader(array, oids.bytea, values);
}

function fixed<Element>(
  oid: number,
  size: number,
  values: Elements<Element>,
  write: (array: Buffer, value: Element, at: number) => void,
): Buffer {
  let bytes = headerBytes;
  for (const value of values) bytes += isAbsent(value) ? 4 : 4 + size;
  const array = allocate(values, bytes);
  let at = headerBytes;
  for (const value of values) {
    at = writeInteger(array, isAbsent(value) ? -1 : size, at);
    if (isAbsent(value)) continue;
    write(array, value, at);
    at += size;
  }
  return withHeader(array, oid, values);
}

/** An empty array has no dimension, whose length and lower bound are the last eight bytes of the header. */
function allocate(values: readonly unknown[], bytes: number): Buffer {
  return Buffer.allocUnsafe(values.length === 0 ? headerBytes - 8 : bytes);
}

function withHeader(array: Buffer, oid: number, values: readonly unknown[]): Buffer {
  writeInteger(array, values.length === 0 ? 0 : 1, 0);
  writeInteger(array, 1, 4); // there may be nulls
  writeInteger(array, oid, 8);
  if (values.length === 0) return array;
  writeInteger(array, values.length, 12);
  writeInteger(array, 1, 16);
  return array;
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** Returns the position of the next one. */
function writeInteger(array: Buffer, value: number, at: number): number {
  array[at] = value >>> 24;
  array[at + 1] = value >>> 16;
  array[at + 2] = value >>> 8;
  array[at + 3] = value;
  return at + 4;
}

function writeLong(array: Buffer, value: number, at: number): void {
  writeInteger(array, Math.floor(value / 2 ** 32), at);
  writeInteger(array, value % 2 ** 32, at + 4);
}

function reserve(at: number, bytes: number): void {
  if (at + bytes <= scratch.length) return;
  const larger = Buffer.allocUnsafeSlow(Math.max(scratch.length * 2, at + bytes));
  scratch.copy(larger, 0, 0, at);
  scratch = larger;
}

function dayNumber(day: string): number {
  const ms = dayPattern.test(day) ? Date.parse(day) : Number.NaN;
  // V8 parses the 30th of February as the 2nd of March.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day)
    throw new RangeError("an element isn't a day");
  return (ms - originMs) / dayMs;
}
