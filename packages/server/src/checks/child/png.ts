import { crc32, deflateSync } from "node:zlib";
import type { Grey } from "@countersign/mrz";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A grey picture as a PNG file. */
export function greyPng(picture: Grey): Buffer {
  return png(picture, grey);
}

/** A picture as a PNG file: red, green and blue of each pixel. */
export function colourPng(
  picture: Pick<Grey, "width" | "height"> & { data: Uint8Array | Uint8ClampedArray },
): Buffer {
  return png(picture, colour);
}

/** Colour types of the format, with the bytes of a pixel. */
const grey = { type: 0, bytes: 1 };
const colour = { type: 2, bytes: 3 };

function png(
  { width, height, data }: Pick<Grey, "width" | "height"> & { data: Uint8Array | Uint8ClampedArray },
  { type, bytes }: typeof grey,
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a sample.
  header.writeUInt8(8, 8);
  header.writeUInt8(type, 9);
  const line = width * bytes;
  const rows = Buffer.alloc((line + 1) * height);
  for (let y = 0; y < height; y++) rows.set(data.subarray(y * line, (y + 1) * line), y * (line + 1) + 1);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
