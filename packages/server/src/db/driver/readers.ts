/** Reads a value in Postgres's binary format. The result doesn't retain the buffer, unless it fills most of it. */
export type Reader = (buffer: Buffer, at: number, length: number) => unknown;

const originMs = 946_684_800_000; // 2000-01-01
const dayMs = 86_400_000;
const largestInteger = 0x7fff_ffff;

/** The reader of each type that statements return, by the type's oid. */
const readers: ReadonlyMap<number, Reader> = new Map<number, Reader>([
  [16, (buffer, at) => buffer[at] === 1],
  [17, bytes],
  [18, text],
  [19, text],
  [20, long],
  [21, (buffer, at) => buffer.readInt16BE(at)],
  [23, (buffer, at) => buffer.readInt32BE(at)],
  [25, text],
  [26, (buffer, at) => buffer.readUInt32BE(at)],
  [114, (buffer, at, length) => JSON.parse(text(buffer, at, length))],
  [700, (buffer, at) => buffer.readFloatBE(at)],
  [701, (buffer, at) => buffer.readDoubleBE(at)],
  [705, text],
  [1042, text],
  [1043, text],
  [1082, day],
  [1184, time],
  [2278, () => ""],
  [2950, uuid],
  // After one byte with the format's version.
  [3802, (buffer, at, length) => JSON.parse(text(buffer, at + 1, length - 1))],
  // A transaction's number.
  [5069, (buffer, at) => buffer.readBigUInt64BE(at).toString()],
]);

/** The type of each array's elements, by the array's oid. */
const elements: ReadonlyMap<number, number> = new Map([
  [1000, 16],
  [1001, 17],
  [1003, 19],
  [1005, 21],
  [1007, 23],
  [1009, 25],
  [1015, 1043],
  [1016, 20],
  [1182, 1082],
  [1185, 1184],
]);

/** @throws for a type without a reader: cast it to one that has a reader, or add one here. */
export function readerOf(oid: number, column: string): Reader {
  const reader = readers.get(oid);
  if (reader) return reader;
  const element = readers.get(elements.get(oid) ?? 0);
  if (!element) throw new Error(`the column "${column}" is of type ${oid}, which has no reader`);
  return (buffer, at) => array(buffer, at, element);
}

function text(buffer: Buffer, at: number, length: number): string {
  return buffer.toString("utf8", at, at + length);
}

/** A copy, unless it is most of the buffer: a few bytes must not retain 64 KB. */
function bytes(buffer: Buffer, at: number, length: number): Buffer {
  const found = buffer.subarray(at, at + length);
  return length * 2 > buffer.buffer.byteLength ? found : Buffer.from(found);
}

function uuid(buffer: Buffer, at: number): string {
  return buffer.toString("hex", at, at + 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** A number if that is exact, otherwise a bigint. */
function long(buffer: Buffer, at: number): number | bigint {
  const value = buffer.readInt32BE(at) * 2 ** 32 + buffer.readUInt32BE(at + 4);
  return Number.isSafeInteger(value) ? value : buffer.readBigInt64BE(at);
}

/** The text "YYYY-MM-DD": a Date would shift it by the time zone. Years of more digits have a sign, as in ISO 8601. */
function day(buffer: Buffer, at: number): string {
  const days = buffer.readInt32BE(at);
  if (days === largestInteger) return "infinity";
  if (days === -largestInteger - 1) return "-infinity";
  return new Date(originMs + days * dayMs).toISOString().replace(/T.*/, "");
}

/** To the millisecond; an invalid Date for infinity and for times that no Date can hold. */
function time(buffer: Buffer, at: number): Date {
  const microseconds = long(buffer, at);
  if (typeof microseconds === "number") return new Date(originMs + Math.floor(microseconds / 1000));
  return new Date(originMs + Number(microseconds / 1000n));
}

function array(buffer: Buffer, from: number, read: Reader): unknown[] {
  const dimensions = buffer.readInt32BE(from);
  if (dimensions === 0) return [];
  if (dimensions > 1) throw new Error("an array of several dimensions has no reader");
  const values: unknown[] = new Array(buffer.readInt32BE(from + 12));
  let at = from + 20;
  for (let place = 0; place < values.length; place++) {
    const length = buffer.readInt32BE(at);
    at += 4;
    values[place] = length === -1 ? null : read(buffer, at, length);
    if (length > 0) at += length;
  }
  return values;
}
