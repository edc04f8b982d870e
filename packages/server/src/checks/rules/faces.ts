import type { CaptureKind, CheckEvidence, CheckName } from "@countersign/wire";
import type { FaceSight, FacesOfPicture, SeenFace } from "../child/face-sight.ts";
import { type Facts, isDocument, isPose } from "./facts.ts";
import { type EvidencePicture, type Finding, finding } from "./finding.ts";
import { failedLook } from "./zone.ts";

/** The checks of faces: one for each picture of a face, then the comparison or the poses. */
export function checkFaces(facts: Facts, names: readonly CheckName[]): Finding[] {
  const { faces } = facts;
  const shown = facts.pictures.map(({ capture }) => capture).filter((capture) => !isDocument(capture));
  const compared = (["face.match", "liveness.pose"] as const).filter((name) => names.includes(name));
  if (typeof faces === "string" || faces.model === null) {
    const cause =
      typeof faces === "string"
        ? failedLook(faces)
        : ({ verdict: "skipped", code: faces.cause === "off" ? "faces_off" : "model_missing" } as const);
    const without = (name: CheckName, capture: CaptureKind | null = null) =>
      finding({ name, capture, ...cause });
    return [
      ...shown.map((capture) => without("face.present", capture)),
      ...compared.map((name) => without(name)),
    ];
  }
  return [
    ...shown.map((capture) => checkPresent(faces, capture)),
    ...(compared.includes("face.match") ? [checkMatches(faces, facts)] : []),
    ...(compared.includes("liveness.pose") ? [checkPoses(faces, facts)] : []),
  ];
}

/** Of a face that can be compared: pixels between the eyes, and light and focus as the child measures them. */
const leastEyeDistance = 40;
const leastSharpness = 0.07;
const leastBrightness = 0.08;
const mostBrightness = 0.92;
/** Degrees, of a face that looks into the camera. */
const mostYaw = 20;
const mostPitch = 25;

/** `face.present` of one picture. */
export function checkPresent(sight: FaceSight, capture: CaptureKind): Finding {
  const name = "face.present";
  const picture = pictureOf(sight, capture);
  const inputs = picture === undefined ? [] : inputsOf([picture]);
  const common = {
    name,
    capture,
    model: sight.model,
    cpuMs: picture?.cpuMs ?? 0,
    evidence: { inputs },
  } as const;
  if (picture?.problem) return finding({ ...common, verdict: "error", code: "picture_unreadable" });
  const [face, ...others] = picture?.faces ?? [];
  if (face === undefined) return finding({ ...common, verdict: "fail", code: "face_missing" });
  const measures = measuresOf(face, capture);
  const found = { ...common, evidence: { inputs, measures }, pictures: cropsOf([picture]) };
  if (others.length > 0) return finding({ ...found, verdict: "consider", code: "faces_several" });
  return isUsable(face, capture)
    ? finding({ ...found, verdict: "pass", code: "face_found" })
    : finding({ ...found, verdict: "consider", code: "face_poor" });
}

function measuresOf(face: SeenFace, capture: CaptureKind): CheckEvidence["measures"] {
  const isSide = capture === "pose_left" || capture === "pose_right";
  return [
    { name: "eyeDistance", value: face.eyeDistance, limit: leastEyeDistance },
    { name: "sharpness", value: face.sharpness, limit: leastSharpness },
    {
      name: "brightness",
      value: face.brightness,
      limit: face.brightness > 0.5 ? mostBrightness : leastBrightness,
    },
    { name: "yaw", value: face.yaw, limit: isSide ? null : mostYaw },
    { name: "pitch", value: face.pitch, limit: isSide ? null : mostPitch },
  ];
}

/** Big, sharp and lit; and frontal, unless a turned head was asked for. */
function isUsable(face: SeenFace, capture: CaptureKind): boolean {
  const isSide = capture === "pose_left" || capture === "pose_right";
  return (
    face.eyeDistance >= leastEyeDistance &&
    face.sharpness >= leastSharpness &&
    face.brightness >= leastBrightness &&
    face.brightness <= mostBrightness &&
    (isSide || (Math.abs(face.yaw) <= mostYaw && Math.abs(face.pitch) <= mostPitch))
  );
}

/**
 * Whether the applicant's face is like the document's and the registry's. A score helps a person; it never refuses by
 * itself.
 */
function checkMatches(sight: FaceSight, facts: Pick<Facts, "pictures">): Finding {
  const name = "face.match";
  const { matches, model, threshold, pictures } = sight;
  const cpuMs = pictures.filter(isReference).reduce((sum, one) => sum + one.cpuMs, 0);
  const common = { name, model, cpuMs, pictures: cropsOf(pictures) } as const;
  const inputs = inputsOf(pictures);
  const hasOwn = pictures.some((one) => !isReference(one) && one.faces.length > 0);
  const isAsked = facts.pictures.some(({ capture }) => capture === "document_front");
  const portrait = matches.some((one) => one.with === "document_front");
  // A document without a portrait is worth a question, whatever the registry's photo is like.
  if (hasOwn && isAsked && !portrait)
    return finding({ ...common, verdict: "consider", code: "face_missing", evidence: { inputs } });
  const [first, ...others] = matches;
  if (first === undefined)
    return finding({ ...common, verdict: "skipped", code: "nothing_to_compare", evidence: { inputs } });
  const { score } = others.reduce((a, b) => (a.score < b.score ? a : b), first);
  const isAlike = score >= threshold;
  return finding({
    ...common,
    verdict: isAlike ? "pass" : "consider",
    code: isAlike ? "faces_match" : "faces_unlike",
    score,
    threshold,
    evidence: { inputs, measures: scoresOf(sight) },
  });
}

/** Degrees: by how much a head is turned at least in a pose to the side, and at most in one to the front. */
const leastTurn = 15;
const mostTurnedFront = 12;

/** Poses in an order that the server chose are an obstacle, not proof of life. */
function checkPoses(sight: FaceSight, facts: Pick<Facts, "arrived" | "wanted">): Finding {
  const name = "liveness.pose";
  const wanted = facts.wanted.filter(isPose);
  const arrived = facts.arrived.filter(isPose);
  const poses = wanted.map((capture) => ({ capture, face: pictureOf(sight, capture)?.faces[0] }));
  const turns = poses.flatMap(({ capture, face }) =>
    face === undefined ? [] : [{ name: capture, value: face.yaw, limit: turnLimit(capture) }],
  );
  const shown = sight.pictures.filter(({ capture }) => poses.some((one) => one.capture === capture));
  const evidence = { inputs: inputsOf(shown), measures: [...turns, ...scoresOf(sight)] };
  const common = { name, model: sight.model, evidence, pictures: cropsOf(shown) } as const;
  if (!poses.every(({ capture, face }) => face !== undefined && isTurned(capture, face)))
    return finding({ ...common, verdict: "fail", code: "poses_wrong" });
  if (wanted.some((capture, at) => arrived[at] !== capture))
    return finding({ ...common, verdict: "consider", code: "poses_out_of_order" });
  const own = sight.matches.filter((one) => wanted.some((capture) => capture === one.with));
  if (own.some(({ score }) => score < sight.threshold))
    return finding({ ...common, verdict: "consider", code: "faces_unlike" });
  return finding({ ...common, verdict: "pass", code: "poses_right" });
}

function isTurned(capture: CaptureKind, { yaw }: SeenFace): boolean {
  const limit = turnLimit(capture);
  if (capture === "pose_left") return yaw <= limit;
  if (capture === "pose_right") return yaw >= limit;
  return Math.abs(yaw) <= limit;
}

function turnLimit(capture: CaptureKind): number {
  if (capture === "pose_left") return -leastTurn;
  return capture === "pose_right" ? leastTurn : mostTurnedFront;
}

function pictureOf(sight: FaceSight, capture: CaptureKind): FacesOfPicture | undefined {
  return sight.pictures.find((one) => one.capture === capture);
}

/** What an applicant's face is compared with. */
function isReference({ capture }: FacesOfPicture): boolean {
  return capture === "registry_photo" || isDocument(capture);
}

function inputsOf(pictures: readonly FacesOfPicture[]): CheckEvidence["inputs"] {
  return pictures.map(({ capture, sha256 }) => ({ kind: capture, sha256 }));
}

function cropsOf(pictures: readonly (FacesOfPicture | undefined)[]): EvidencePicture[] {
  return pictures.flatMap((one) =>
    one?.crop ? [{ name: one.capture, contentType: "image/png" as const, bytes: one.crop }] : [],
  );
}

function scoresOf({ matches, threshold }: FaceSight): CheckEvidence["measures"] {
  return matches.map((one) => ({ name: `${one.of}:${one.with}`, value: one.score, limit: threshold }));
}
