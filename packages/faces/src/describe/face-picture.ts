import type { Landmarks } from "../detect/landmarks.ts";
import { cut } from "../picture/cut.ts";
import type { Picture } from "../picture/picture.ts";
import { scalesOf } from "../picture/scales.ts";
import { alignedFrame } from "./align.ts";

/** How much of the picture around the aligned face is shown, so that a person sees the whole head. */
const margin = 1.5;

/**
 * The face as a square picture, upright and with the head around it: what to show next to another one to a person.
 * Throws a RangeError if the picture's data does not fit its size.
 */
export function facePicture(picture: Picture, face: { landmarks: Landmarks }, size = 240): Picture {
  const scales = scalesOf(picture);
  if (scales === null) throw new RangeError("the data of the picture does not fit its width and height");
  const frame = alignedFrame(face.landmarks);
  const { data } = cut(scales, { ...frame, side: margin * frame.side }, size, "black");
  return { width: size, height: size, data: Uint8Array.from(data, Math.round) };
}
