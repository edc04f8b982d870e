import type { FaceModels } from "../models/face-models.ts";
import type { Frame } from "../picture/frame.ts";
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
  /** Whether parts of the picture are looked at if the whole shows no face: for small faces. Default true. */
  parts?: boolean;
  /** At most so many faces are returned, the surest. Default 5. */
  maxFaces?: number;
}

const defaultTimeLimitMs = 3000;
const defaultMaxFaces = 5;
/** A face must be at least so sure, by both networks. */
const leastScore = 0.5;

/** What is at least so sure need not be looked for in another view. */
const sureScore = 0.85;
/** By how much a face must be surer than one of an earlier view: turned heads look alike upside down. */
const clearly = 0.08;

/**
 * Finds faces in a picture, the largest first. If the whole picture shows none, it is looked at in parts, until one of
 * these shows a face or the time is over. The same picture gives the same faces, unless the time limit ends the search.
 * Never throws, whatever the picture; one whose data does not fit its size has no face.
 */
export function detectFaces(models: FaceModels, picture: Picture, options: DetectOptions = {}): Face[] {
  const scales = scalesOf(picture);
  if (scales === null) return [];
  const clock = options.clock ?? (() => performance.now());
  const end = clock() + (options.timeLimitMs ?? defaultTimeLimitMs);
  const look = (view: Frame): Face[] =>
    merge(candidates(models.detector, scales, view, leastScore))
      .slice(0, options.maxFaces ?? defaultMaxFaces)
      .flatMap((candidate) => faceOf(models, scales, candidate));
  const stages = options.parts === false ? views(scales).slice(0, 1) : views(scales);
  return search(stages, look, () => clock() >= end).sort((a, b) => b.eyeDistance - a.eyeDistance);
}

/** The faces of the first stage that has some: those of its view with the surest face. */
function search(stages: readonly Frame[][], look: (view: Frame) => Face[], isOver: () => boolean): Face[] {
  for (const stage of stages) {
    let best: Face[] = [];
    for (const view of stage) {
      const found = look(view);
      if (best.length === 0 || surest(found) > surest(best) + clearly) best = found;
      if (surest(best) >= sureScore || isOver()) break;
    }
    if (best.length > 0 || isOver()) return best;
  }
  return [];
}

function surest(faces: readonly Face[]): number {
  return Math.max(0, ...faces.map(({ score }) => score));
}

function faceOf(models: FaceModels, scales: Scales, candidate: Candidate): Face[] {
  const points = meshPoints(models.mesh, scales, candidate);
  const score = candidate.score * points.presence;
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
