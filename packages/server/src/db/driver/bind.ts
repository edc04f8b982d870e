import type { Writer } from "./writers.ts";

// Execute the unnamed portal to its end, then Sync.
const executeAndSync = Buffer.from([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0x53, 0, 0, 0, 4]);

/**
 * The messages Bind, Execute and Sync as one: runs a prepared statement with these values, asking for results in the
 * binary format. Throws a `TypeError` or `RangeError`, which quotes no value, if the values don't fit.
 *
 * @param name of the statement, in ASCII.
 */
export function bindMessage(name: string, writers: readonly Writer[], values: readonly unknown[]): Buffer {
  if (values.length !== writers.length)
    throw new RangeError(`the statement has ${writers.length} parameters, not ${values.length}`);
  const parts = new Array<Uint8Array | string | null>(values.length);
  const lengths = new Array<number>(values.length);
  let bytes = 15 + name.length + values.length * 6;
  for (let place = 0; place < values.length; place++) {
    const part = partOf(writers[place], values[place], place);
    parts[place] = part;
    const length = lengthOf(part);
    lengths[place] = length;
    if (length > 0) bytes += length;
  }

  const message = Buffer.allocUnsafe(bytes + executeAndSync.length);
  message[0] = 0x42;
  message.writeInt32BE(bytes - 1, 1);
  message[5] = 0; // the portal without a name
  let at = 6 + message.write(name, 6, "latin1");
  message[at++] = 0;
  at = message.writeUInt16BE(values.length, at);
  for (const part of parts) at = message.writeInt16BE(part instanceof Uint8Array ? 1 : 0, at);
  at = message.writeUInt16BE(values.length, at);
  for (let place = 0; place < values.length; place++) {
    const part = parts[place] ?? null;
    at = message.writeInt32BE(lengths[place] ?? -1, at);
    if (typeof part === "string") at += message.write(part, at);
    else if (part !== null) {
      message.set(part, at);
      at += part.length;
    }
  }
  at = message.writeInt16BE(1, at); // one format for all columns:
  at = message.writeInt16BE(1, at); // binary
  executeAndSync.copy(message, at);
  return message;
}

function partOf(write: Writer | undefined, value: unknown, place: number): Uint8Array | string | null {
  if (value === undefined || write === undefined) throw new TypeError(`parameter ${place + 1} is undefined`);
  return write(value);
}

function lengthOf(part: Uint8Array | string | null): number {
  if (part === null) return -1;
  return typeof part === "string" ? Buffer.byteLength(part) : part.length;
}
