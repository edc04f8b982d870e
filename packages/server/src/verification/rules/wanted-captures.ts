import type { CaptureKind, SessionDocumentType, SessionMethod } from "@countersign/wire";

const byMethod = {
  identification: ["face"],
  verification: ["face"],
  liveness: ["pose_front", "pose_left", "pose_right"],
  qes: [],
  "video-conference": [],
} as const satisfies Record<Exclude<SessionMethod, "document">, readonly CaptureKind[]>;

const byDocument = {
  passport: ["document_front", "selfie"],
  id_card: ["document_front", "document_back", "selfie"],
} as const satisfies Record<SessionDocumentType, readonly CaptureKind[]>;

/**
 * The pictures that a session needs before review, in the order in which the page asks for them. Null: that
 * depends on the document, which the applicant has not chosen yet.
 */
export function wantedCaptures(session: {
  method: SessionMethod;
  documentType: SessionDocumentType | null;
}): readonly CaptureKind[] | null {
  if (session.method !== "document") return byMethod[session.method];
  return session.documentType === null ? null : byDocument[session.documentType];
}

/** The pictures that are still missing after these. */
export function missingCaptures(
  wanted: readonly CaptureKind[],
  taken: readonly CaptureKind[],
): CaptureKind[] {
  return wanted.filter((kind) => !taken.includes(kind));
}
