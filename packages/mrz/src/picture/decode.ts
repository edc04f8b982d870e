import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import decodeJpeg, { init as initJpeg } from "@jsquash/jpeg/decode.js";
import decodePng, { init as initPng } from "@jsquash/png/decode.js";
import type { Announced } from "./dimensions.ts";
import type { Grey } from "./plane.ts";

/** Red, green, blue and opacity of each pixel; the opacity is always 255. */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/**
 * Decodes a file, on white where it is transparent. The decoders are WebAssembly: they can only
 * access their own memory. Rejects if they can't decode the file, or if its dimensions differ from
 * those in its header.
 */
export async function decode(bytes: Uint8Array, { type, width, height }: Announced): Promise<Pixels> {
  const pixels = type === "jpeg" ? await jpeg(bytes) : await png(bytes);
  if (pixels.width !== width || pixels.height !== height) throw new Error("not the dimensions in the header");
  return onWhite(pixels);
}

let jpegModule: Promise<WebAssembly.Module> | undefined;
let pngModule: Promise<WebAssembly.Module> | undefined;

/** A new instance for each file: a broken file can't affect how the next one is decoded. */
async function jpeg(bytes: Uint8Array): Promise<Pixels> {
  jpegModule ??= compile("@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm");
  // The package's types know only one of the two parameters.
  const init = initJpeg as (module: WebAssembly.Module, options: object) => Promise<void>;
  void init(await jpegModule, { print: ignore, printErr: ignore });
  return decodeJpeg(bytes as Uint8Array<ArrayBuffer> & ArrayBuffer) as Promise<Pixels>;
}

async function png(bytes: Uint8Array): Promise<Pixels> {
  pngModule ??= compile("@jsquash/png/codec/pkg/squoosh_png_bg.wasm");
  await initPng(await pngModule);
  return decodePng(bytes as Uint8Array<ArrayBuffer> & ArrayBuffer) as Promise<Pixels>;
}

async function compile(specifier: string): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await readFile(fileURLToPath(import.meta.resolve(specifier))));
}

/** Otherwise the decoder writes its warnings to the console. */
function ignore(): void {}

/** Luma by ITU-R BT.601. */
export function greyOf({ width, height, data }: Pixels): Grey {
  const grey = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < grey.length; at++, from += 4)
    grey[at] = (77 * (data[from] ?? 0) + 150 * (data[from + 1] ?? 0) + 29 * (data[from + 2] ?? 0)) >> 8;
  return { width, height, data: grey };
}

function onWhite(pixels: Pixels): Pixels {
  const { data } = pixels;
  for (let at = 0; at < data.length; at += 4) {
    const opacity = data[at + 3] ?? 255;
    if (opacity === 255) continue;
    for (let c = at; c < at + 3; c++) data[c] = 255 - ((255 - (data[c] ?? 0)) * opacity) / 255;
    data[at + 3] = 255;
  }
  return pixels;
}
