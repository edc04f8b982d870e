import { openDetector } from "../models/detector.ts";
import { distance } from "../picture/frame.ts";
import type { Picture } from "../picture/picture.ts";
import { scalesOf } from "../picture/scales.ts";
import { type Candidate, candidates } from "./candidates.ts";
import { merge } from "./merge.ts";

/** A face at a glance, in shares of the picture's width and height. */
export interface GlimpsedFace {
  /** From 0 to 1. */
  score: number;
  /** The middle of the face, and its width and height between the brows and the chin. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** Degrees by which the head is turned, some 10 off; positive towards the right of the picture. */
  yaw: number;
}

/** The faces that a picture shows as a whole, the surest first; none if its data does not fit its size. */
export type FaceFinder = (picture: Picture) => GlimpsedFace[];

const leastScore = 0.6;

/**
 * Unpacks `detector.bin`, the smallest of the models: enough to guide somebody before a camera, a few times a second.
 * For anything that decides, use `detectFaces`. Throws if the file is not what it should be.
 */
export function openFaceFinder(weights: Uint8Array): FaceFinder {
  const detect = openDetector(weights);
  return (picture) => {
    const scales = scalesOf(picture);
    if (scales === null) return [];
    const { width, height } = scales;
    const frame = { centre: { x: width / 2, y: height / 2 }, side: Math.max(width, height), angle: 0 };
    return merge(candidates(detect, scales, frame, leastScore)).map((face) => ({
      score: face.score,
      x: face.centre.x / width,
      y: face.centre.y / height,
      width: face.width / width,
      height: face.height / height,
      yaw: yawOf(face),
    }));
  };
}

/** How far the nose stands out, in distances between the eyes. */
const noseDepth = 0.72;

/** From how far the nose is off the middle between the eyes, along the line through them. */
function yawOf({ eyes: [left, right], nose }: Candidate): number {
  const span = distance(left, right);
  if (span === 0) return 0;
  const [alongX, alongY] = [(right.x - left.x) / span, (right.y - left.y) / span];
  const off = (nose.x - (left.x + right.x) / 2) * alongX + (nose.y - (left.y + right.y) / 2) * alongY;
  return (Math.atan2(off, span * noseDepth) * 180) / Math.PI;
}
