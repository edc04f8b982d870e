import type { FaceModels } from "../models/face-models.ts";
import type { Picture } from "../picture/picture.ts";
import { type Scales, scalesOf } from "../picture/scales.ts";
import { type Candidate, candidates } from "./candidates.ts";
import { type Box, boxOf, eyeDistance, type Landmarks, landmarksOf } from "./landmarks.ts";
import { type Light, lightOf } from "./light.ts";
import { merge } from "./merge.ts";
import { meshPoints } from "./mesh-points.ts";
import { type Pose, poseOf } from "./pose.ts";
import { views } from "./views.ts";

export interface Face extends Pose, Light {
  /** In pixels, from hairline to chin; it may go beyond the picture. */
  box: Box;
  /** From 0 to 1: how sure it is that this is a face. */
  score: number;
  landmarks: Landmarks;
  /** Between the middles of the eyes, in pixels. */
  eyeDistance: number;
}

export interface DetectOptions {
  /** Milliseconds after which no further part of the picture is looked at. Default 3000. */
  timeLimitMs?: number;
  /** Milliseconds, for the time limit. Default `performance.now`. */
  clock?: () => number;
  /** At most so many faces are returned, the surest. Default 5. */
  maxFaces?: number;
}

const defaultTimeLimitMs = 3000;
const defaultMaxFaces = 5;
/** A face must be at least so sure, by both networks. */
const leastScore = 0.5;

/** What is at least so sure need not be looked for in another view. */
const sureScore = 0.85;

/**
 * Finds faces in a picture, the largest first. If the whole picture shows none, it is looked at on its sides and then in
 * parts, until one of these shows a face or the time is over. The same picture gives the same faces, unless the time
 * limit ends the search. Never throws, whatever the picture; one whose data does not fit its size has no face.
 */
export function detectFaces(models: FaceModels, picture: Picture, options: DetectOptions = {}): Face[] {
  const scales = scalesOf(picture);
  if (scales === null) return [];
  const clock = options.clock ?? (() => performance.now());
  const end = clock() + (options.timeLimitMs ?? defaultTimeLimitMs);
  const found = search(models, scales, () => clock() >= end);
  const faces = found
    .slice(0, options.maxFaces ?? defaultMaxFaces)
    .flatMap((each) => faceOf(models, scales, each));
  return faces.sort((a, b) => b.eyeDistance - a.eyeDistance);
}

/** The candidates of the first stage that has some, the surest first. */
function search(models: FaceModels, scales: Scales, isOver: () => boolean): Candidate[] {
  for (const stage of views(scales)) {
    let best: Candidate[] = [];
    for (const view of stage) {
      const found = merge(candidates(models.detector, scales, view, leastScore));
      if ((found[0]?.score ?? 0) > (best[0]?.score ?? 0)) best = found;
      if ((best[0]?.score ?? 0) >= sureScore || isOver()) break;
    }
    if (best.length > 0 || isOver()) return best;
  }
  return [];
}

function faceOf(models: FaceModels, scales: Scales, candidate: Candidate): Face[] {
  const points = meshPoints(models.mesh, scales, candidate);
  const score = Math.min(candidate.score, points.presence);
  if (score < leastScore) return [];
  const landmarks = landmarksOf(points);
  const box = boxOf(points);
  const around = { centre: centreOf(box), side: Math.max(box.width, box.height), angle: points.frame.angle };
  return [
    {
      box,
      score,
      landmarks,
      eyeDistance: eyeDistance(landmarks),
      ...poseOf(points, landmarks),
      ...lightOf(scales, around),
    },
  ];
}

function centreOf({ x, y, width, height }: Box) {
  return { x: x + width / 2, y: y + height / 2 };
}
