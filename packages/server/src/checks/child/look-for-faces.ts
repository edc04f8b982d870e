import { createHash } from "node:crypto";
import {
  compareFaces,
  describeFace,
  detectFaces,
  type Face,
  type FaceModels,
  facePicture,
  leastFaceScore,
  type Picture,
} from "@countersign/faces";
import { loadModels, modelHash } from "@countersign/faces/node";
import { decodePixels } from "@countersign/mrz/node";
import type {
  FaceSight,
  FaceSource,
  FacesOfPicture,
  FacesTask,
  NoFaceModel,
  SeenFace,
} from "./face-sight.ts";
import { maxPixels, stopwatch } from "./look.ts";
import { colourPng } from "./png.ts";

/** Of processor time, for one picture. */
const searchMs = 3000;

/** Loaded at the first task, as most sessions of some projects have no face. */
let models: FaceModels | null | undefined;

/** Pictures in which the applicant shows their face; the first that is there is compared with the others. */
const ownFace: readonly FaceSource[] = ["pose_front", "selfie", "face", "pose_left", "pose_right"];

/**
 * Looks for faces in a session's pictures and compares them. A document and the registry's photo are looked at only if
 * there is a face to compare with. Never rejects, whatever the bytes.
 */
export async function lookForFaces({ faces: given }: FacesTask): Promise<FaceSight | NoFaceModel> {
  models ??= modelsIfThere();
  if (models === null) return { model: null, cause: "missing" };
  const sorted = [...given].sort((a, b) => rank(a.capture) - rank(b.capture));
  const pictures: FacesOfPicture[] = [];
  const matches: FaceSight["matches"] = [];
  let lead: { capture: FaceSource; description: Float32Array } | null = null;
  for (const { capture, bytes } of sorted) {
    const isOwn = ownFace.includes(capture);
    if (!isOwn && lead === null) continue;
    const { seen, description } = await lookAt(models, capture, bytes);
    pictures.push(seen);
    if (description === null) continue;
    if (lead === null) lead = { capture, description };
    else
      matches.push({
        of: lead.capture,
        with: capture,
        score: compareFaces(lead.description, description).score,
      });
  }
  return { model: modelHash, pictures, matches, threshold: leastFaceScore };
}

function modelsIfThere(): FaceModels | null {
  const loaded = loadModels();
  return loaded.ok ? loaded.models : null;
}

function rank(capture: FaceSource): number {
  const own = ownFace.indexOf(capture);
  return own === -1 ? ownFace.length : own;
}

async function lookAt(
  networks: FaceModels,
  capture: FaceSource,
  bytes: Uint8Array,
): Promise<{ seen: FacesOfPicture; description: Float32Array | null }> {
  const timer = stopwatch();
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const decoded = await decodePixels(bytes, { maxPixels });
  if (!decoded.ok) {
    const seen = { capture, sha256, problem: decoded.problem, faces: [], crop: null, cpuMs: timer() };
    return { seen, description: null };
  }
  const picture: Picture = decoded.pixels;
  const found = detectFaces(networks, picture, {
    timeLimitMs: searchMs,
    clock: cpuMs,
    parts: capture === "document_front",
  });
  const [largest] = found;
  const description = largest === undefined ? null : describeFace(networks, picture, largest);
  const crop = largest === undefined ? null : colourPng(facePicture(picture, largest));
  const seen = { capture, sha256, problem: null, faces: found.map(seenFace), crop, cpuMs: timer() };
  return { seen, description };
}

/** Pictures are taken as the camera sees a person, whose left is the picture's right. */
function seenFace({ yaw, pitch, roll, eyeDistance, brightness, sharpness }: Face): SeenFace {
  return { yaw: -yaw, pitch, roll, eyeDistance, brightness, sharpness };
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
