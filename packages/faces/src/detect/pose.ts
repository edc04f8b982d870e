import { direction } from "../picture/frame.ts";
import type { Landmarks } from "./landmarks.ts";
import type { MeshPoints } from "./mesh-points.ts";

/** How the head is held, in degrees; 0 is straight into the camera. */
export interface Pose {
  /** Leaned in the picture's plane, positive clockwise. */
  roll: number;
  /** Turned, positive towards the right of the picture (the person's own left, unless mirrored). */
  yaw: number;
  /** Positive upwards. */
  pitch: number;
}

/** Points of the mesh at the sides of the face, in front of the ears, at the hairline and at the chin. */
const [leftSide, rightSide, hairline, chin] = [234, 454, 10, 152];

export function poseOf({ at }: MeshPoints, { leftEye, rightEye }: Landmarks): Pose {
  const [left, right, top, bottom] = [at(leftSide), at(rightSide), at(hairline), at(chin)];
  return {
    roll: degrees(direction(leftEye, rightEye)),
    yaw: degrees(Math.atan2(right.z - left.z, right.x - left.x)),
    pitch: degrees(Math.atan2(top.z - bottom.z, bottom.y - top.y)),
  };
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}
