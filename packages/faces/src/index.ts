/**
 * Faces in a picture: where they are, how they are held and lit, and how alike two of them are. Nothing but
 * JavaScript: no dependency, no native code, no network; Node and browsers.
 *
 *     import { compareFaces, describeFace, detectFaces } from "@countersign/faces";
 *     import { loadModels } from "@countersign/faces/node";
 *     const { models } = loadModels();
 *     const [face] = detectFaces(models, picture); // red, green, blue of each pixel
 *
 * It promises numbers, not an identity: `compareFaces` says when a person should look at two
 * pictures, no error rate is published for it, and it can't distinguish a face from a picture of a
 * face.
 */

export { compareFaces, type FaceComparison, leastFaceScore } from "./describe/compare-faces.ts";
export { describeFace } from "./describe/describe-face.ts";
export { facePicture } from "./describe/face-picture.ts";
export { type DetectOptions, detectFaces, type Face } from "./detect/detect-faces.ts";
export { type FaceFinder, type GlimpsedFace, openFaceFinder } from "./detect/face-finder.ts";
export type { Box, Landmarks } from "./detect/landmarks.ts";
export type { Light } from "./detect/light.ts";
export type { Pose } from "./detect/pose.ts";
export { type FaceModels, type ModelFiles, openModels } from "./models/face-models.ts";
export type { Point } from "./picture/frame.ts";
export type { Picture } from "./picture/picture.ts";
