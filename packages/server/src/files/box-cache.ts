/** Enough for the pictures of several reviews that are open at the same time. */
const maxBytes = 32 * 1024 * 1024;

/** The sealed boxes that were read last. They never change; without their keys nobody can open them. */
export interface BoxCache {
  /** The box under the name; read once for callers at the same time. A failed read is not kept. */
  get(name: string, read: () => Promise<Buffer>): Promise<Buffer>;
}

export function createBoxCache(limit = maxBytes): BoxCache {
  /** In the order of their last use. */
  const boxes = new Map<string, Buffer>();
  const reads = new Map<string, Promise<Buffer>>();
  let bytes = 0;

  const keep = (name: string, box: Buffer) => {
    boxes.set(name, box);
    bytes += box.length;
    for (const [oldest, { length }] of boxes) {
      if (bytes <= limit) break;
      boxes.delete(oldest);
      bytes -= length;
    }
  };

  return {
    async get(name, read) {
      const known = boxes.get(name);
      if (known !== undefined) {
        boxes.delete(name);
        boxes.set(name, known);
        return known;
      }
      const underWay = reads.get(name);
      if (underWay !== undefined) return underWay;
      const reading = read().finally(() => reads.delete(name));
      reads.set(name, reading);
      const box = await reading;
      if (!boxes.has(name)) keep(name, box);
      return box;
    },
  };
}
