import { distance, type Point } from "../picture/frame.ts";
import type { MeshPoints } from "./mesh-points.ts";

/**
 * Places in the picture, in pixels. Left and right are those of the picture when the face is upright: `leftEye` is the
 * person's own right eye, unless the picture is mirrored.
 */
export interface Landmarks {
  leftEye: Point;
  rightEye: Point;
  noseTip: Point;
  mouth: Point;
  chin: Point;
}

/** Points of the mesh along the lids, the outer edge of the lips, and around the face. */
const leftLids = [246, 161, 160, 159, 158, 157, 173, 33, 7, 163, 144, 145, 153, 154, 155, 133];
const rightLids = [466, 388, 387, 386, 385, 384, 398, 263, 249, 390, 373, 374, 380, 381, 382, 362];
const lips = [61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291];
const outline = [
  10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149,
  150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
];

export function landmarksOf({ place }: MeshPoints): Landmarks {
  return {
    leftEye: place(leftLids),
    rightEye: place(rightLids),
    noseTip: place([1]),
    mouth: place(lips),
    chin: place([152]),
  };
}

/** An upright rectangle in pixels: its left upper corner and its size. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The smallest rectangle around the face, from the hairline to the chin; it may go beyond the picture. */
export function boxOf({ place }: MeshPoints): Box {
  const points = outline.map((index) => place([index]));
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

export function eyeDistance({ leftEye, rightEye }: Landmarks): number {
  return distance(leftEye, rightEye);
}
