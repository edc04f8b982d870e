import { type Reader, readerOf } from "./readers.ts";
import type { Field } from "./turn.ts";
import { type Writer, writerOf } from "./writers.ts";

/** The server's description of a parsed statement. It is valid as long as the statement exists. */
export class Prepared {
  readonly name: string;
  /** Sequence number of its last use, among all uses of statements on this connection. */
  lastUse = 0;
  writers: Writer[] = [];
  #columns: { name: string; read: Reader }[] = [];

  constructor(name: string) {
    this.name = name;
  }

  takeParameters(oids: readonly number[]): void {
    this.writers = oids.map(writerOf);
  }

  /** Column names in camel case, as in the rows. */
  takeColumns(fields: readonly Field[]): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({
      name: camelCase(name),
      read: readerOf(dataTypeID, name),
    }));
  }

  /** @param at the position of the number of columns, with which a row begins. */
  row(buffer: Buffer, at: number): Record<string, unknown> {
    const row: Record<string, unknown> = {};
    let next = at + 2;
    for (const { name, read } of this.#columns) {
      const length = buffer.readInt32BE(next);
      next += 4;
      if (length === -1) row[name] = null;
      else {
        row[name] = read(buffer, next, length);
        next += length;
      }
    }
    return row;
  }
}

function camelCase(name: string): string {
  return name.replace(/(?!^)_(.)/g, (_, first: string) => first.toUpperCase());
}
