import { crc32, deflateSync } from "node:zlib";
import { documentOf, type Holder, type LevelName } from "@countersign/mrz/synthetic";

/** An invented holder of a passport that is valid for years. */
export const holderForTest: Holder = {
  documentCode: "P",
  issuingState: "UZB",
  nationality: "UZB",
  primary: "KARIMOVA",
  secondary: "NILUFAR",
  number: "AB1234567",
  birthDate: "910214",
  sex: "F",
  expiryDate: "350101",
  optionalData: "",
  secondOptionalData: "",
};

/** The identity that an integrator expects of {@link holderForTest}. */
export const identityForTest = {
  firstName: "Nilufar",
  lastName: "Karimova",
  birthDate: "1991-02-14",
  nationality: "UZ",
  documentNumber: "AB1234567",
};

const drawn = new Map<string, Buffer<ArrayBuffer>>();

/**
 * A picture of a passport (TD3) as a PNG file; `seed` decides the design and how it is
 * photographed.
 */
export function passportForTest(
  change: Partial<Holder> = {},
  { seed = 3, level = "scan" as LevelName } = {},
): Buffer<ArrayBuffer> {
  const key = JSON.stringify([change, seed, level]);
  const known = drawn.get(key);
  if (known) return known;
  const { picture } = documentOf({ ...holderForTest, ...change }, "TD3", seed, level);
  const file = pngForTest(picture);
  drawn.set(key, file);
  return file;
}

/** The same with the reflection of a lamp over some of the zone's characters. */
export function glaringPassportForTest(): Buffer<ArrayBuffer> {
  const { picture } = documentOf(holderForTest, "TD3", 3, "scan");
  const { width, height } = picture;
  const data = new Uint8Array(picture.data);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inside = ((x / width - 0.7) / 0.06) ** 2 + ((y / height - 0.85) / 0.06) ** 2 < 1;
      if (inside) data[y * width + x] = 255;
    }
  }
  return pngForTest({ width, height, data });
}

/** A grey picture of so many pixels, each by `value`. */
export function greyForTest(
  width: number,
  height: number,
  value: (x: number, y: number) => number,
): Buffer<ArrayBuffer> {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data[y * width + x] = value(x, y);
  return pngForTest({ width, height, data });
}

/** A grey picture as a PNG file. */
export function pngForTest(picture: {
  width: number;
  height: number;
  data: Uint8Array;
}): Buffer<ArrayBuffer> {
  const { width, height, data } = picture;
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) rows.set(data.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return pngOf(width, height, deflateSync(rows, { level: 1 }));
}

/** A picture in colour, three bytes a pixel, as a PNG file. */
export function colourPngForTest(picture: {
  width: number;
  height: number;
  data: ArrayLike<number>;
}): Buffer<ArrayBuffer> {
  const { width, height } = picture;
  const data = Uint8Array.from(picture.data);
  const line = width * 3;
  const rows = Buffer.alloc((line + 1) * height);
  for (let y = 0; y < height; y++) rows.set(data.subarray(y * line, (y + 1) * line), y * (line + 1) + 1);
  return pngOf(width, height, deflateSync(rows, { level: 1 }), 2);
}

/** A PNG file with this data, which may be anything; colour type 0 is grey, 2 is colour. */
export function pngOf(width: number, height: number, data: Uint8Array, colourType = 0): Buffer<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  header.writeUInt8(colourType, 9);
  const chunk = (type: string, body: Uint8Array) => {
    const content = Buffer.concat([Buffer.from(type, "latin1"), body]);
    const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(body.length);
    checksum.writeUInt32BE(crc32(content));
    return Buffer.concat([length, content, checksum]);
  };
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
