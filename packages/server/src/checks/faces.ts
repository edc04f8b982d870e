import type { CaptureKind } from "@countersign/wire";

/** One face in a picture. */
export interface SeenFace {
  /** Pixels. */
  box: { x: number; y: number; width: number; height: number };
  /** Degrees by which the head is turned: negative to the person's left, positive to their right. */
  yaw: number;
  /** Whether it is big, sharp and lit enough to be compared. */
  usable: boolean;
}

/** What a model saw in a session's pictures. Holds no vectors of faces: nothing of it can be matched with others. */
export interface FaceSight {
  /** SHA-256 of the weights, in hex. */
  model: string;
  pictures: { capture: CaptureKind; faces: SeenFace[]; cpuMs: number }[];
  /** Compared pictures, with how alike the largest faces are: 0 to 1, and from where on they count as alike. */
  matches: { of: CaptureKind; with: CaptureKind | "registry_photo"; score: number; threshold: number }[];
}

/** A picture to look for faces in. */
export interface FacePicture {
  capture: CaptureKind | "registry_photo";
  bytes: Uint8Array;
}

/**
 * What looks for faces. To be put behind `packages/faces`, in the process that looks at pictures; absent, the checks
 * of faces are skipped.
 */
export interface FaceModel {
  /** Never rejects, whatever the bytes; null where it could not look. */
  look(pictures: readonly FacePicture[]): Promise<FaceSight | null>;
}
