import type { CaptureKind } from "@countersign/wire/browser";
import type { Seen } from "./hints.ts";
import type { Measure } from "./measure.ts";

/** A face in shares of the frame; `yaw` in degrees, positive towards the right of the unmirrored picture. */
export interface FaceLook {
  x: number;
  y: number;
  width: number;
  height: number;
  yaw: number;
}

const leastBrightness = 0.2;
/** Shares of the frame's height, from brows to chin. */
const leastHeight = 0.22;
const mostHeight = 0.6;
const mostOffCentre = 0.16;
/** Degrees. What decides wants 15 and at most 12, by a better measure. */
const leastTurn = 20;
const mostTurnedFront = 10;

/** The person's left is at the right of a picture that is not mirrored. */
const directions: Partial<Record<CaptureKind, number>> = { pose_left: 1, pose_right: -1 };

/** What helps somebody before the front camera most. `faces` is null where nothing looks for any. */
export function seenFaces(
  kind: CaptureKind,
  { brightness }: Measure,
  faces: readonly FaceLook[] | null,
): Seen {
  const progress = progressOf(kind, faces?.[0]?.yaw);
  const seen = (hint: Seen["hint"], ready = false): Seen => ({ hint, ready, zone: null, progress });
  if (brightness < leastBrightness) return seen("light");
  if (faces === null) return seen("good");
  const [face, ...others] = faces;
  if (face === undefined) return seen("noFace");
  if (others.length > 0) return seen("oneFace");
  if (face.height < leastHeight) return seen("closer");
  if (face.height > mostHeight) return seen("farther");
  if (Math.abs(face.x - 0.5) > mostOffCentre || Math.abs(face.y - 0.5) > mostOffCentre) return seen("centre");
  if (progress !== null) return progress < 1 ? seen("turnMore") : seen("taking", true);
  if (Math.abs(face.yaw) > mostTurnedFront) return seen("straight");
  return kind === "pose_front" ? seen("taking", true) : seen("good");
}

function progressOf(kind: CaptureKind, yaw = 0): number | null {
  const direction = directions[kind];
  return direction === undefined ? null : Math.max(0, Math.min(1, (yaw * direction) / leastTurn));
}
