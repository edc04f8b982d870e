import type { Landmarks } from "../detect/landmarks.ts";
import { descriptorMeans, descriptorSize } from "../models/descriptor.ts";
import type { FaceModels } from "../models/face-models.ts";
import { cut } from "../picture/cut.ts";
import type { Picture } from "../picture/picture.ts";
import { scalesOf } from "../picture/scales.ts";
import { alignedFrame } from "./align.ts";

/**
 * 128 numbers that describe a face which `detectFaces` found in this picture, to be compared with those of another and
 * forgotten: they are biometric data, and a name can be found for them. Throws a RangeError if the picture's data does
 * not fit its size.
 */
export function describeFace(
  models: Pick<FaceModels, "descriptor">,
  picture: Picture,
  face: { landmarks: Landmarks },
): Float32Array {
  const scales = scalesOf(picture);
  if (scales === null) throw new RangeError("the data of the picture does not fit its width and height");
  const input = cut(scales, alignedFrame(face.landmarks), descriptorSize, "edge");
  for (let at = 0; at < input.data.length; at++)
    input.data[at] = ((input.data[at] ?? 0) - (descriptorMeans[at % 3] ?? 0)) / 255;
  return models.descriptor(input);
}
