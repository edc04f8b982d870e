import type { Walk } from "./walk.ts";

const truncated: Walk = { ok: false, problem: "truncated" };
const corrupt: Walk = { ok: false, problem: "corrupt" };

// Markers of ITU-T T.81, table B.1.
const startOfScan = 0xda;
const endOfImage = 0xd9;

export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/**
 * Walks the segments from SOI to EOI: one frame header with dimensions, at least one scan after it, every
 * length inside the file. Bytes after EOI are accepted: phones append previews and depth maps there.
 */
export function walkJpeg(bytes: Uint8Array): Walk {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  let size: { width: number; height: number } | null = null;
  let scanned = false;
  for (;;) {
    if (at >= bytes.length) return truncated;
    if (bytes[at] !== 0xff) return corrupt;
    while (bytes[at] === 0xff) at++; // a marker may be preceded by any number of fill bytes
    const marker = bytes[at++];
    if (marker === undefined) return truncated;
    if (marker === endOfImage) return size && scanned ? { ok: true, ...size } : corrupt;
    if (standsAlone(marker)) continue;
    if (marker < 0xc0) return corrupt;
    if (at + 2 > bytes.length) return truncated;
    const length = view.getUint16(at);
    if (length < 2) return corrupt;
    if (at + length > bytes.length) return truncated;
    if (startsFrame(marker)) {
      if (size || length < 11) return corrupt; // length, precision, height, width, one component
      const [height, width] = [view.getUint16(at + 3), view.getUint16(at + 5)];
      if (!width || !height) return corrupt;
      size = { width, height };
    }
    at += length;
    if (marker === startOfScan) {
      if (!size) return corrupt;
      const start = at;
      at = endOfScan(bytes, at);
      if (at === start) return at >= bytes.length ? truncated : corrupt; // a scan without data
      scanned = true;
    }
  }
}

/** SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC), which share their range. */
function startsFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** TEM and the restart markers have no length and no content. */
function standsAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
}

/** The next marker that is neither a stuffed FF 00 nor a restart: where entropy-coded data ends. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length) {
    at = bytes.indexOf(0xff, at);
    if (at < 0) return bytes.length;
    const next = bytes[at + 1];
    if (next === undefined) return bytes.length;
    if (next !== 0x00 && !(next >= 0xd0 && next <= 0xd7)) return at;
    at += 2;
  }
  return bytes.length;
}
