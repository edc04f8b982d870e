import type { Random } from "../random.ts";

/** A copy of the bytes with one to four changes: cut, repeated, overwritten or inserted. */
export function mutateBytes(random: Random, bytes: Buffer): Buffer {
  let changed: Buffer = Buffer.from(bytes);
  const changes = 1 + random.below(4);
  for (let change = 0; change < changes; change++) changed = changeOne(random, changed);
  return changed;
}

function changeOne(random: Random, bytes: Buffer): Buffer {
  const at = random.below(bytes.length + 1);
  const end = Math.min(bytes.length, at + 1 + random.below(32));
  const before = bytes.subarray(0, at);
  switch (random.below(5)) {
    case 0:
      return Buffer.concat([before, bytes.subarray(end)]);
    case 1:
      return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
    case 2:
      return Buffer.concat([before, random.bytes(1 + random.below(8)), bytes.subarray(at)]);
    case 3:
      return Buffer.from(before);
    default: {
      const copy = Buffer.from(bytes);
      if (copy.length > 0) copy[Math.min(at, copy.length - 1)] = random.below(256);
      return copy;
    }
  }
}
