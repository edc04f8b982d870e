/**
 * The machine-readable zone of a picture file, in Node.
 *
 *     import { readPicture } from "@countersign/mrz/node";
 *     const reading = await readPicture(await readFile("passport.jpg"));
 *     if (reading.found && reading.trusted) console.log(reading.fields.number);
 */

import { decode } from "./picture/decode.ts";
import { announced } from "./picture/dimensions.ts";
import type { Grey } from "./picture/plane.ts";
import {
  type MrzReading,
  type NothingFound,
  nothingFound,
  type ReadOptions,
  readMrz,
} from "./reader/read-mrz.ts";

export interface PictureOptions extends ReadOptions {
  /** Larger files are not decoded. Default 20 MiB. */
  maxBytes?: number;
  /** Nor are pictures of more pixels, by what their header says. Default 32 million; each takes some 9 bytes. */
  maxPixels?: number;
}

/** Why a file was not looked at: neither JPEG nor PNG, over a limit, or not decodable. */
export type PictureProblem = "unknown-type" | "too-large" | "corrupt";

export type PictureReading =
  | (MrzReading & { picture: { width: number; height: number } })
  | (NothingFound & { picture: null; problem: PictureProblem });

const defaultMaxBytes = 20 * 1024 * 1024;
const defaultMaxPixels = 32_000_000;

/**
 * Decodes a JPEG or PNG and reads its zone (see `readMrz`). Size and dimensions are checked before anything is
 * decoded. Never rejects, whatever the bytes. The time limit starts after decoding, which can't be interrupted: run
 * it in a process that may be ended if files come from strangers.
 */
export async function readPicture(bytes: Uint8Array, options: PictureOptions = {}): Promise<PictureReading> {
  const { maxBytes = defaultMaxBytes, maxPixels = defaultMaxPixels, ...reading } = options;
  if (bytes.length > maxBytes) return unusable("too-large");
  const header = announced(bytes);
  if (header === null) return unusable("unknown-type");
  const { width, height } = header;
  if (width * height > maxPixels) return unusable("too-large");
  let grey: Grey;
  try {
    grey = await decode(bytes, header);
  } catch {
    // Whatever a decoder stumbles over, the file is the cause.
    return unusable("corrupt");
  }
  return { ...readMrz(grey, reading), picture: { width, height } };
}

function unusable(problem: PictureProblem): PictureReading {
  return { ...nothingFound, picture: null, problem };
}
