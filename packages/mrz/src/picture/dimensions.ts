/** The type and dimensions in a file's header, read before anything is decoded. */
export interface Announced {
  type: "jpeg" | "png";
  width: number;
  height: number;
}

/**
 * The type and dimensions by the first bytes and headers; null for other and truncated files. Never
 * throws.
 */
export function announced(bytes: Uint8Array): Announced | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return jpeg(view);
  const signature =
    bytes.length >= 24 && view.getUint32(0) === 0x89504e47 && view.getUint32(4) === 0x0d0a1a0a;
  const isHeader = signature && view.getUint32(12) === 0x49484452;
  return isHeader ? { type: "png", width: view.getUint32(16), height: view.getUint32(20) } : null;
}

/**
 * Goes from segment to segment up to the frame header (ITU-T T.81, B.2.2), which has the
 * dimensions.
 */
function jpeg(view: DataView): Announced | null {
  let at = 2;
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (isFrame(marker))
      return { type: "jpeg", height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    else if (marker === 0xd9 || marker === 0xda) return null;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2;
    else at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** SOF0 to SOF15, without the tables with numbers in this range: DHT, JPG and DAC. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
