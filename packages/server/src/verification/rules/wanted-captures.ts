import type { CaptureKind, SessionDocumentType, SessionId, SessionMethod } from "@countersign/wire";

const byMethod = {
  identification: ["face"],
  verification: ["face"],
  qes: [],
  "video-conference": [],
} as const satisfies Record<Exclude<SessionMethod, "document" | "liveness">, readonly CaptureKind[]>;

const byDocument = {
  passport: ["document_front"],
  id_card: ["document_front", "document_back"],
} as const satisfies Record<SessionDocumentType, readonly CaptureKind[]>;

const poseOrders = [
  ["pose_front", "pose_left", "pose_right"],
  ["pose_front", "pose_right", "pose_left"],
  ["pose_left", "pose_front", "pose_right"],
  ["pose_left", "pose_right", "pose_front"],
  ["pose_right", "pose_front", "pose_left"],
  ["pose_right", "pose_left", "pose_front"],
] as const satisfies readonly (readonly CaptureKind[])[];

/** By the session's random id, so that nobody knows the order before there is a session. */
function poseOrder(id: SessionId): readonly CaptureKind[] {
  const sum = [...id].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return poseOrders[sum % poseOrders.length] ?? poseOrders[0];
}

/**
 * The pictures that a session needs before review, in the order in which the page asks for them. Null: that
 * depends on the document, which the applicant has not chosen yet.
 */
export function wantedCaptures(session: {
  id: SessionId;
  method: SessionMethod;
  documentType: SessionDocumentType | null;
  withPoses: boolean;
}): readonly CaptureKind[] | null {
  if (session.method === "liveness") return poseOrder(session.id);
  if (session.method !== "document") return byMethod[session.method];
  if (session.documentType === null) return null;
  const faces = session.withPoses ? poseOrder(session.id) : (["selfie"] as const);
  return [...byDocument[session.documentType], ...faces];
}

/** The pictures that are still missing after these. */
export function missingCaptures(
  wanted: readonly CaptureKind[],
  taken: readonly CaptureKind[],
): CaptureKind[] {
  return wanted.filter((kind) => !taken.includes(kind));
}
