import type { PictureProblem } from "@countersign/mrz/node";
import type { CaptureKind } from "@countersign/wire";

/** A picture in which a face is looked for. */
export type FaceSource = CaptureKind | "registry_photo";

/** A task of the child: all pictures of a session at once, so that what describes a face never leaves the child. */
export interface FacesTask {
  faces: readonly { capture: FaceSource; bytes: Uint8Array }[];
}

/** One face in a picture. */
export interface SeenFace {
  /** Degrees; yaw is negative to the person's left and positive to their right, pitch positive upwards. */
  yaw: number;
  pitch: number;
  roll: number;
  /** Pixels between the eyes. */
  eyeDistance: number;
  /** Mean of its pixels, from 0 to 1. */
  brightness: number;
  /** How much of its contrast is in fine detail. */
  sharpness: number;
}

/** What was seen in one picture. */
export interface FacesOfPicture {
  capture: FaceSource;
  /** Of its bytes, in hex. */
  sha256: string;
  /** Why it was not looked at; null: it was. */
  problem: PictureProblem | null;
  /** The largest first. */
  faces: SeenFace[];
  /** The largest face cut out and upright, as PNG. */
  crop: Uint8Array | null;
  cpuMs: number;
}

/** What was seen in a session's pictures. Holds nothing by which a face could be recognised but the crops. */
export interface FaceSight {
  /** SHA-256 of the weights, in hex. */
  model: string;
  pictures: FacesOfPicture[];
  /** Compared pictures, with how alike their largest faces are: 0 to 1. */
  matches: { of: FaceSource; with: FaceSource; score: number }[];
  /** The score from which on faces count as alike. */
  threshold: number;
}

/** No face was looked for. */
export interface NoFaceModel {
  model: null;
  /** The models are not installed or not those of this version, or the operator turned faces off. */
  cause: "missing" | "off";
}
