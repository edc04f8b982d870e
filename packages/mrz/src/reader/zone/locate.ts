import { type Grey, type Plane, plane } from "../../picture/plane.ts";
import { type Axis, normalise } from "../cut.ts";
import { zoneNetwork } from "../network/networks.ts";
import { tensorOf } from "../network/tensor.ts";
import { cell, frameFloor, frameHeight, frameWidth } from "../sizes.ts";
import { type Blob, blobs } from "./blobs.ts";
import { flatten } from "./flatten.ts";
import { shrink } from "./shrink.ts";
import { soften } from "./soften.ts";

/**
 * Where a zone may be: its middle, the direction of its lines (which end is the start is unknown),
 * its size in pixels.
 */
export interface Place extends Axis {
  length: number;
  height: number;
  /** The number of cells of the frame that support it. */
  weight: number;
}

/**
 * A zone with fewer cells is too small to be read, and a shorter one, relative to its height, is
 * not a zone.
 */
const leastWeight = 4;
const leastRatio = 2.2;
/**
 * The length of three lines is about five times their height; below this ratio it is more likely
 * some other pattern.
 */
const usualRatio = 3.2;
const maxPlaces = 3;

/** How to look at a picture: as it is, without the patterns around the page, or without fine detail. */
export type Look = "plain" | "flat" | "soft";

/** Finds where zones may be, the most likely first. */
export function locate(picture: Grey, look: Look = "plain"): Place[] {
  const shrinking = Math.min(frameWidth / picture.width, frameHeight / picture.height);
  const width = Math.min(frameWidth, Math.max(1, Math.round(picture.width * shrinking)));
  const height = Math.min(frameHeight, Math.max(1, Math.round(picture.height * shrinking)));
  const small = looks[look](shrink(picture, width, height));
  normalise(small, frameFloor);
  const frame = plane(frameWidth, frameHeight);
  const left = (frameWidth - width) >> 1;
  const top = (frameHeight - height) >> 1;
  for (let y = 0; y < height; y++)
    frame.data.set(small.data.subarray(y * width, (y + 1) * width), (y + top) * frameWidth + left);
  const scores = zoneNetwork(tensorOf(frame));
  const likely = scores.data.map((logit) => 1 / (1 + Math.exp(-logit)));
  return blobs(likely, scores.width)
    .map((blob) => placeOf(blob, left, top, shrinking))
    .filter(({ weight, length, height: tall }) => weight > leastWeight && length > leastRatio * tall)
    .sort((a, b) => likelihood(b) - likelihood(a))
    .slice(0, maxPlaces);
}

const looks: Readonly<Record<Look, (small: Plane) => Plane>> = {
  plain: (small) => small,
  flat: flatten,
  soft: soften,
};

function likelihood({ weight, length, height }: Place): number {
  return length > usualRatio * height ? weight : weight / 10;
}

/** The variance of a uniform box along a side is the square of its length divided by twelve. */
function placeOf(blob: Blob, left: number, top: number, shrinking: number): Place {
  const { x, y, xx, xy, yy, weight } = blob;
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  const [dirX, dirY] = [Math.cos(angle), Math.sin(angle)];
  const along = xx * dirX * dirX + 2 * xy * dirX * dirY + yy * dirY * dirY;
  const across = xx * dirY * dirY - 2 * xy * dirX * dirY + yy * dirX * dirX;
  return {
    x: ((x + 0.5) * cell - left) / shrinking,
    y: ((y + 0.5) * cell - top) / shrinking,
    dirX,
    dirY,
    length: (Math.sqrt(12 * along) * cell) / shrinking,
    height: (Math.sqrt(12 * Math.max(0.02, across)) * cell) / shrinking,
    weight,
  };
}
