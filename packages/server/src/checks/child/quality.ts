import type { Grey } from "@countersign/mrz";
import type { Quality } from "./sight.ts";

const longSide = 1000;
const tile = 32;
/** Of the tiles, sharpest last, the one that speaks for the picture: plain paper and background have no edges. */
const sharpShare = 0.95;
const burnt = 250;
/** Burnt-out pixels count where they fill a block of so many pixels a side: bright paper has only single ones. */
const block = 6;

/** Measures a picture; `zone` is the picture of its machine-readable zone. Pure. */
export function qualityOf(picture: Grey, zone: Grey | null): Quality {
  const small = reduce(picture);
  const { mean, deviation } = spread(small);
  return {
    sharpness: sharpness(small),
    brightness: mean,
    contrast: deviation,
    zoneGlare: zone === null ? null : burntShare(zone),
  };
}

/** Means of squares of pixels, so that noise and size count for little. */
function reduce(picture: Grey): Grey {
  const by = Math.ceil(Math.max(picture.width, picture.height) / longSide);
  if (by <= 1) return picture;
  const width = Math.max(1, Math.floor(picture.width / by));
  const height = Math.max(1, Math.floor(picture.height / by));
  const [across, down] = [Math.min(by, picture.width), Math.min(by, picture.height)];
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let j = 0; j < down; j++) {
        const from = (y * by + j) * picture.width + x * by;
        for (let i = 0; i < across; i++) sum += picture.data[from + i] ?? 0;
      }
      data[y * width + x] = sum / (across * down);
    }
  }
  return { width, height, data };
}

function spread({ data }: Grey): { mean: number; deviation: number } {
  let [sum, squares] = [0, 0];
  for (const value of data) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / data.length;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / data.length - mean * mean)) };
}

/** The Laplacian's deviation within a tile, of the tile at {@link sharpShare}. */
function sharpness({ width, height, data }: Grey): number {
  const tiles: number[] = [];
  for (let top = 1; top + tile < height; top += tile) {
    for (let left = 1; left + tile < width; left += tile) {
      let [sum, squares] = [0, 0];
      for (let y = top; y < top + tile; y++) {
        for (let x = left; x < left + tile; x++) {
          const at = y * width + x;
          const around =
            (data[at - 1] ?? 0) + (data[at + 1] ?? 0) + (data[at - width] ?? 0) + (data[at + width] ?? 0);
          const value = 4 * (data[at] ?? 0) - around;
          sum += value;
          squares += value * value;
        }
      }
      const mean = sum / (tile * tile);
      tiles.push(Math.sqrt(Math.max(0, squares / (tile * tile) - mean * mean)));
    }
  }
  tiles.sort((a, b) => a - b);
  return tiles[Math.floor(tiles.length * sharpShare)] ?? 0;
}

function burntShare({ width, height, data }: Grey): number {
  let [burntBlocks, blocks] = [0, 0];
  for (let top = 0; top + block <= height; top += block) {
    for (let left = 0; left + block <= width; left += block) {
      blocks++;
      if (isBurnt(data, width, top, left)) burntBlocks++;
    }
  }
  return blocks === 0 ? 0 : burntBlocks / blocks;
}

function isBurnt(data: Uint8Array, width: number, top: number, left: number): boolean {
  for (let y = top; y < top + block; y++)
    for (let x = left; x < left + block; x++) if ((data[y * width + x] ?? 0) < burnt) return false;
  return true;
}
