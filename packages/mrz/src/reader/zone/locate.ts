import { type Grey, plane } from "../../picture/plane.ts";
import { type Axis, normalise } from "../cut.ts";
import { zoneNetwork } from "../network/networks.ts";
import { tensorOf } from "../network/tensor.ts";
import { cell, frameFloor, frameHeight, frameWidth } from "../sizes.ts";
import { type Blob, blobs } from "./blobs.ts";
import { flatten } from "./flatten.ts";
import { shrink } from "./shrink.ts";

/** Where a zone may be: its middle, the direction of its lines (which end is the start is open), its size in pixels. */
export interface Place extends Axis {
  length: number;
  height: number;
  /** How many cells of the frame speak for it. */
  weight: number;
}

/** A zone of fewer cells is too small to be read, and one less long than this times its height is no zone. */
const leastWeight = 4;
const leastRatio = 2.2;
/** Three lines are a fifth as high as long; what is higher than this is rather something else with a pattern. */
const usualRatio = 3.2;
const maxPlaces = 3;

/** Finds where zones may be, the likeliest first; `flat` looks at a picture without the patterns around the page. */
export function locate(picture: Grey, flat = false): Place[] {
  const shrinking = Math.min(frameWidth / picture.width, frameHeight / picture.height);
  const width = Math.min(frameWidth, Math.max(1, Math.round(picture.width * shrinking)));
  const height = Math.min(frameHeight, Math.max(1, Math.round(picture.height * shrinking)));
  const shrunk = shrink(picture, width, height);
  const small = flat ? flatten(shrunk) : shrunk;
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

function likelihood({ weight, length, height }: Place): number {
  return length > usualRatio * height ? weight : weight / 10;
}

/** Of an even box the variance along a side is the square of its length by twelve. */
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
