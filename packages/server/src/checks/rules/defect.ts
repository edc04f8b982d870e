import type { CaptureKind, CheckCode, RetakeReason, SessionDocumentType } from "@countersign/wire";
import type { Ended } from "../../child-process/index.ts";
import type { FaceSight, NoFaceModel } from "../child/face-sight.ts";
import { checkPresent } from "./faces.ts";
import { isDocument, type SeenPicture } from "./facts.ts";
import { checkQuality } from "./quality.ts";

/** What was seen in a picture at its upload. */
export interface Glance {
  picture: SeenPicture;
  documentType: SessionDocumentType | null;
  /** Null: no face is looked for in it. */
  faces: FaceSight | NoFaceModel | Ended | null;
}

/**
 * What the applicant can put right in a picture; null for nothing, and wherever it could not be determined: that is
 * left to the session's checks. Pure.
 */
export function defectOf({ picture, documentType, faces }: Glance): RetakeReason | null {
  const { capture, sight } = picture;
  if (typeof sight === "string") return null;
  const quality = reasons[checkQuality(picture).code];
  if (isDocument(capture)) return quality ?? zoneDefect(capture, documentType, sight);
  // A flat or unreadable picture of a face has none; its own advice is the better one.
  if (faces === null || typeof faces === "string" || faces.model === null) return quality ?? null;
  return reasons[checkPresent(faces, capture).code] ?? quality ?? null;
}

/** A passport's zone is on the page with the portrait, an identity card's on its back. */
function zoneDefect(
  capture: CaptureKind,
  documentType: SessionDocumentType | null,
  sight: Exclude<SeenPicture["sight"], string>,
): RetakeReason | null {
  if (!sight.ok) return "unreadable";
  if (documentType === "id_card" && capture === "document_front")
    return sight.zone?.format === "TD1" ? "wrong_side" : null;
  return sight.zone?.trusted ? null : "unreadable";
}

/** Which codes of checks the applicant is shown, and as what. */
const reasons: Readonly<Partial<Record<CheckCode, RetakeReason>>> = {
  picture_small: "too_small",
  picture_blurred: "blurred",
  picture_dark: "too_dark",
  picture_bright: "too_bright",
  picture_glare: "glare",
  face_missing: "no_face",
  faces_several: "several_faces",
  face_poor: "face_unclear",
};
