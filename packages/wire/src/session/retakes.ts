import * as z from "zod";
import { keysOf } from "../keys-of.ts";
import { type CaptureKind, captureKinds } from "./captures.ts";

const documents = ["document_front", "document_back"] as const;
const faces = ["face", "selfie", "pose_front", "pose_left", "pose_right"] as const;

/**
 * Why an applicant is asked for a picture again, with the pictures that it can be said of. The
 * texts for the applicant are in `retake-texts/`, one file for each language.
 */
export const retakeReasons = {
  unreadable: documents,
  glare: documents,
  blurred: captureKinds,
  too_dark: captureKinds,
  too_bright: captureKinds,
  too_small: captureKinds,
  cut_off: captureKinds,
  wrong_side: documents,
  not_original: documents,
  no_face: faces,
  several_faces: faces,
  face_unclear: faces,
  repeated: captureKinds,
} as const satisfies Record<string, readonly CaptureKind[]>;

export type RetakeReason = keyof typeof retakeReasons;
export const retakeReasonCodes = keysOf(retakeReasons);
export const retakeReasonSchema = z.enum(retakeReasonCodes);

/** The reasons for which a picture of this kind can be asked for again. */
export function retakeReasonsOf(kind: CaptureKind): RetakeReason[] {
  return retakeReasonCodes.filter((code) => (retakeReasons[code] as readonly CaptureKind[]).includes(kind));
}

/** What is wrong with a picture, and how to take a better one, as the applicant is told. */
export type RetakeTexts = Readonly<Record<RetakeReason, { reason: string; advice: string }>>;
