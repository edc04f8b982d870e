/**
 * Received bytes, copied into blocks: a body that arrives in single bytes must not cost a buffer object
 * for each.
 */
export interface Blocks {
  add(chunk: Uint8Array): void;
  /** How many bytes there are. */
  size(): number;
  /** Memory they use. */
  capacity(): number;
  /** The bytes in order. */
  all(): Uint8Array[];
  /** The bytes as text. @throws TypeError if they are not UTF-8. */
  text(): string;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
const firstBlock = 4 * 1024;
const largestBlock = 256 * 1024;

/** @param hold reserves memory before it is allocated, and throws if there is none. */
export function createBlocks(hold: (bytes: number) => void): Blocks {
  const blocks: Buffer[] = [];
  let size = 0;
  let capacity = 0;
  let usedOfLast = 0;
  const all = () =>
    blocks.map((block, at) => (at === blocks.length - 1 ? block.subarray(0, usedOfLast) : block));
  return {
    add(chunk) {
      let rest = chunk;
      while (rest.length > 0) {
        let last = blocks.at(-1);
        if (last === undefined || usedOfLast === last.length) {
          const next = Math.min(
            largestBlock,
            Math.max(firstBlock, capacity, Math.min(rest.length, largestBlock)),
          );
          hold(next);
          last = Buffer.allocUnsafeSlow(next);
          blocks.push(last);
          capacity += next;
          usedOfLast = 0;
        }
        const part = rest.subarray(0, last.length - usedOfLast);
        last.set(part, usedOfLast);
        usedOfLast += part.length;
        size += part.length;
        rest = rest.subarray(part.length);
      }
    },
    size: () => size,
    capacity: () => capacity,
    all,
    text: () => utf8.decode(Buffer.concat(all(), size)),
  };
}
