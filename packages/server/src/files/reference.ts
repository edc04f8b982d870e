import { createHash } from "node:crypto";

/** What a sealed column holds if its box is in the bucket. */
export interface Reference {
  /** 32 hexadecimal digits. */
  name: string;
  bytes: number;
  sha256: Buffer;
}

/** Not the version of any box, so that neither can be taken for the other. */
const tag = 0;
const nameBytes = 16;
const lengthAt = 1 + nameBytes;
const hashAt = lengthAt + 8;
/** The migration `0051-files.sql` knows this form as well. */
export const referenceBytes = hashAt + 32;

export function referenceTo(name: string, box: Uint8Array): Buffer {
  const reference = Buffer.alloc(referenceBytes);
  reference[0] = tag;
  reference.write(name, 1, "hex");
  reference.writeBigUInt64BE(BigInt(box.length), lengthAt);
  sha256(box).copy(reference, hashAt);
  return reference;
}

/** The reference that a column holds; null if it holds the box itself. */
export function readReference(stored: Buffer): Reference | null {
  if (stored.length !== referenceBytes || stored[0] !== tag) return null;
  return {
    name: stored.toString("hex", 1, lengthAt),
    bytes: Number(stored.readBigUInt64BE(lengthAt)),
    sha256: stored.subarray(hashAt),
  };
}

/** Whether these are the bytes that the reference was made for. */
export function isIntact({ bytes, sha256: expected }: Reference, box: Uint8Array): boolean {
  return box.length === bytes && sha256(box).equals(expected);
}

export function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}
