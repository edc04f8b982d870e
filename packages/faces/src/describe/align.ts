import type { Landmarks } from "../detect/landmarks.ts";
import { direction, distance, type Frame, middle } from "../picture/frame.ts";

/** From an eye to the mouth, and how far the frame's middle is below that of eyes and mouth: shares of its side. */
const eyeToMouth = 0.45;
const below = 0.07;

/** The part of a picture that the descriptor wants: the face upright, eyes and mouth where its training had them. */
export function alignedFrame({ leftEye, rightEye, mouth }: Landmarks): Frame {
  const side = (distance(leftEye, mouth) + distance(rightEye, mouth)) / 2 / eyeToMouth;
  const angle = direction(leftEye, rightEye);
  const { x, y } = middle([leftEye, rightEye, mouth]);
  const down = below * side;
  return { centre: { x: x - down * Math.sin(angle), y: y + down * Math.cos(angle) }, side, angle };
}
