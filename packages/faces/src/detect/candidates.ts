import { type DetectorNetwork, detectorSize, type Grid } from "../models/detector.ts";
import { sigmoid } from "../network/elementwise.ts";
import { cut } from "../picture/cut.ts";
import { type Frame, type Point, toPicture } from "../picture/frame.ts";
import type { Scales } from "../picture/scales.ts";

/** Where the detector suspects a face: a box, the two eyes and the tip of the nose, in pixels of the picture. */
export interface Candidate {
  score: number;
  centre: Point;
  width: number;
  height: number;
  /** The eye at the left of an upright face in the picture, and the other. */
  eyes: readonly [Point, Point];
  nose: Point;
}

const numbersOfBox = 16;
/** Of a frame whose values from 0 to 255 differ by no more, nothing can be made out. */
const plainRange = 8;

/** What the detector finds in a frame of the picture, all that is at least so sure; several of them may be one face. */
export function candidates(
  detect: DetectorNetwork,
  scales: Scales,
  frame: Frame,
  least: number,
): Candidate[] {
  const input = cut(scales, frame, detectorSize, "black");
  if (isPlain(input.data)) return [];
  for (let at = 0; at < input.data.length; at++) input.data[at] = (input.data[at] ?? 0) / 127.5 - 1;
  return detect(input).flatMap((grid) => ofGrid(grid, frame, least));
}

/** Whether nothing is to be seen: then the network need not be asked. */
function isPlain(data: Float64Array): boolean {
  let [least, most] = [255, 0];
  for (let at = 0; at < data.length; at++) {
    const value = data[at] ?? 0;
    if (value < least) least = value;
    if (value > most) most = value;
    if (most - least > plainRange) return false;
  }
  return true;
}

function ofGrid({ anchorsPerCell, scores, boxes }: Grid, frame: Frame, least: number): Candidate[] {
  const found: Candidate[] = [];
  for (let anchor = 0; anchor < scores.data.length; anchor++) {
    const score = sigmoid(scores.data[anchor] ?? 0);
    if (score < least) continue;
    const cell = Math.floor(anchor / anchorsPerCell);
    const x = ((cell % scores.width) + 0.5) / scores.width;
    const y = (Math.floor(cell / scores.width) + 0.5) / scores.height;
    const number = (index: number) => (boxes.data[anchor * numbersOfBox + index] ?? 0) / detectorSize;
    const place = (index: number) => toPicture(frame, { x: x + number(index), y: y + number(index + 1) });
    found.push({
      score,
      centre: place(0),
      width: number(2) * frame.side,
      height: number(3) * frame.side,
      eyes: [place(4), place(6)],
      nose: place(8),
    });
  }
  return found;
}
