import { EventEmitter } from "node:events";

const rowCode = 0x44;
const headerBytes = 5;

/**
 * Splits the bytes of a socket into the server's messages. Rows are passed to `onRow`, as the bytes from `at` in a buffer
 * that is not written to again; everything else is emitted as "data" in whole messages, for the driver's own parser,
 * which decodes each value of a row as UTF-8 and would corrupt binary ones.
 */
export class Frames extends EventEmitter {
  readonly #onRow: (buffer: Buffer, at: number) => void;
  #parts: Buffer[] = [];
  #bytes = 0;
  #needed = headerBytes;

  constructor(onRow: (buffer: Buffer, at: number) => void) {
    super();
    this.#onRow = onRow;
  }

  push(chunk: Buffer): void {
    this.#parts.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes < this.#needed) return;
    const buffer = this.#parts.length === 1 ? chunk : Buffer.concat(this.#parts, this.#bytes);
    const at = this.#cut(buffer);
    this.#bytes = buffer.length - at;
    this.#parts = this.#bytes === 0 ? [] : [buffer.subarray(at)];
    this.#needed = this.#bytes < headerBytes ? headerBytes : 1 + buffer.readUInt32BE(at + 1);
  }

  /** Returns the start of the first incomplete message. */
  #cut(buffer: Buffer): number {
    let at = 0;
    let othersFrom = 0;
    while (at + headerBytes <= buffer.length) {
      const next = at + 1 + buffer.readUInt32BE(at + 1);
      if (next > buffer.length) break;
      if (buffer[at] === rowCode) {
        if (othersFrom < at) this.emit("data", buffer.subarray(othersFrom, at));
        this.#onRow(buffer, at + headerBytes);
        othersFrom = next;
      }
      at = next;
    }
    if (othersFrom < at) this.emit("data", buffer.subarray(othersFrom, at));
    return at;
  }
}
