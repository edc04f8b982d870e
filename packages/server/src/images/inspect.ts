import { isJpeg, walkJpeg } from "./jpeg.ts";
import { isPng, walkPng } from "./png.ts";
import type { ImageProblem, Walk } from "./walk.ts";

export type ImageType = "image/jpeg" | "image/png";

export type ImageInspection =
  | { ok: true; type: ImageType; width: number; height: number }
  | { ok: false; problem: ImageProblem };

/** Pixels. No camera or scan of a face needs more, and a decoder downstream must not be made to allocate it. */
const maxSide = 16_384;

/**
 * Determines by structure alone whether the bytes are a complete JPEG or PNG file: signature, header, dimensions, and
 * every segment or chunk up to the end mark. Pixels are not decoded; names and content types are ignored. Never
 * throws, whatever the bytes; takes time linear in their number.
 */
export function inspectImage(bytes: Uint8Array): ImageInspection {
  if (isJpeg(bytes)) return named("image/jpeg", walkJpeg(bytes));
  if (isPng(bytes)) return named("image/png", walkPng(bytes));
  return { ok: false, problem: "unknown-type" };
}

function named(type: ImageType, walk: Walk): ImageInspection {
  if (!walk.ok) return walk;
  if (walk.width > maxSide || walk.height > maxSide) return { ok: false, problem: "too-large" };
  return { ok: true, type, width: walk.width, height: walk.height };
}
