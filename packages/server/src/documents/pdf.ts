/**
 * How far from the start the header, and from the end the trailer, may be (ISO 32000-1, annex H).
 */
const tailBytes = 1024;

/** Whether the bytes begin as a PDF file does. */
export function isPdf(bytes: Uint8Array): boolean {
  return /^%PDF-[12]\.\d/.test(text(bytes.subarray(0, 16)));
}

/**
 * Whether a PDF file is complete, by its structure: the trailer at its end points to the
 * cross-references, and a table of them or an object is there. Nothing in it is decoded or
 * executed. Takes constant time.
 */
export function isWholePdf(bytes: Uint8Array): boolean {
  if (!isPdf(bytes)) return false;
  const tail = text(bytes.subarray(Math.max(0, bytes.length - tailBytes)));
  const trailer = [...tail.matchAll(/startxref\s+(\d{1,12})\s+%%EOF/g)].at(-1)?.[1];
  const at = trailer === undefined ? Number.NaN : Number(trailer);
  if (!(at > 0 && at < bytes.length)) return false;
  return /^\s*(?:xref\s|\d+\s+\d+\s+obj)/.test(text(bytes.subarray(at, at + 64)));
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
