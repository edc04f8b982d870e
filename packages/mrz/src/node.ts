/**
 * The machine-readable zone of a picture file, in Node.
 *
 *     import { readPicture } from "@countersign/mrz/node";
 *     const reading = await readPicture(await readFile("passport.jpg"));
 *     if (reading.found && reading.trusted) console.log(reading.fields.number);
 */

import { createHash } from "node:crypto";
import { decode, greyOf, type Pixels } from "./picture/decode.ts";
import { announced } from "./picture/dimensions.ts";
import type { Grey } from "./picture/plane.ts";
import { lineWeights, zoneWeights } from "./reader/network/weights.ts";
import {
  type MrzReading,
  type NothingFound,
  nothingFound,
  type ReadOptions,
  readMrz,
} from "./reader/read-mrz.ts";

/** Limits on what is decoded. */
export interface DecodeLimits {
  /** Larger files are not decoded. Default 20 MiB. */
  maxBytes?: number;
  /**
   * Pictures with more pixels, according to their header, are not decoded. Default 32 million; each
   * takes some 9 bytes.
   */
  maxPixels?: number;
}

export interface PictureOptions extends ReadOptions, DecodeLimits {}

/** SHA-256 of the networks' weights, in hex: with the same weights, results are the same. */
export const modelHash = createHash("sha256").update(zoneWeights).update(lineWeights).digest("hex");

/** Why a file was not read: neither JPEG nor PNG, over a limit, or not decodable. */
export type PictureProblem = "unknown-type" | "too-large" | "corrupt";

export type PictureReading =
  | (MrzReading & { picture: { width: number; height: number } })
  | (NothingFound & { picture: null; problem: PictureProblem });

const defaultMaxBytes = 20 * 1024 * 1024;
const defaultMaxPixels = 32_000_000;

/** The pixels of a file, or why it was not decoded. */
export type DecodedPixels = { ok: true; pixels: Pixels } | { ok: false; problem: PictureProblem };
/** The same for a grey picture. */
export type DecodedPicture = { ok: true; grey: Grey } | { ok: false; problem: PictureProblem };

/** Decodes a JPEG or PNG in colour. Never rejects, whatever the bytes; see `readPicture`. */
export async function decodePixels(bytes: Uint8Array, limits: DecodeLimits = {}): Promise<DecodedPixels> {
  const { maxBytes = defaultMaxBytes, maxPixels = defaultMaxPixels } = limits;
  if (bytes.length > maxBytes) return { ok: false, problem: "too-large" };
  const header = announced(bytes);
  if (header === null) return { ok: false, problem: "unknown-type" };
  if (header.width * header.height > maxPixels) return { ok: false, problem: "too-large" };
  try {
    return { ok: true, pixels: await decode(bytes, header) };
  } catch {
    // Whatever a decoder throws, the file is the cause.
    return { ok: false, problem: "corrupt" };
  }
}

/** `decodePicture` in grey, for callers that need more of the picture than its zone. */
export async function decodePicture(bytes: Uint8Array, limits: DecodeLimits = {}): Promise<DecodedPicture> {
  const decoded = await decodePixels(bytes, limits);
  return decoded.ok ? { ok: true, grey: greyOf(decoded.pixels) } : decoded;
}

/**
 * Decodes a JPEG or PNG and reads its zone (see `readMrz`). Size and dimensions are checked before
 * anything is decoded. Never rejects, whatever the bytes. The time limit starts after decoding,
 * which can't be interrupted: run it in a process that may be killed if files come from strangers.
 */
export async function readPicture(bytes: Uint8Array, options: PictureOptions = {}): Promise<PictureReading> {
  const decoded = await decodePicture(bytes, options);
  if (!decoded.ok) return { ...nothingFound, picture: null, problem: decoded.problem };
  const { width, height } = decoded.grey;
  return { ...readMrz(decoded.grey, options), picture: { width, height } };
}
