import { type MeshNetwork, meshSize } from "../models/mesh.ts";
import { cut } from "../picture/cut.ts";
import { direction, type Frame, middle, type Point, toPicture } from "../picture/frame.ts";
import type { Scales } from "../picture/scales.ts";
import type { Candidate } from "./candidates.ts";

/** The points of one face, in the frame in which it is upright. */
export interface MeshPoints {
  frame: Frame;
  presence: number;
  /** x, y, z of a point; the frame's side is 1, z grows away from the camera. */
  at(index: number): { x: number; y: number; z: number };
  /** The middle of points, in pixels of the picture. */
  place(indexes: readonly number[]): Point;
}

/** The detector's box holds a face from brow to chin; the mesh wants all of the head. */
const margin = 1.5;

/** Turns a candidate's face upright and finds its points. */
export function meshPoints(
  mesh: MeshNetwork,
  scales: Scales,
  { centre, width, height, eyes }: Candidate,
): MeshPoints {
  const side = margin * Math.max(width, height);
  const frame = { centre, side, angle: direction(eyes[0], eyes[1]) };
  const input = cut(scales, frame, meshSize, "edge");
  for (let at = 0; at < input.data.length; at++) input.data[at] = (input.data[at] ?? 0) / 255;
  const { points, presence } = mesh(input);
  const number = (index: number) => (points[index] ?? 0) / meshSize;
  const at = (index: number) => ({
    x: number(3 * index),
    y: number(3 * index + 1),
    z: number(3 * index + 2),
  });
  return { frame, presence, at, place: (indexes) => toPicture(frame, middle(indexes.map(at))) };
}
