import type { CaptureKind, RetakeReason } from "@countersign/wire";

/** How often a session can be sent back for other pictures. */
export const maxResubmissions = 2;

/** A picture that is asked for again, and why. */
export interface AskedCapture {
  kind: CaptureKind;
  reason: RetakeReason;
}

/** What to ask for, of `wanted`: with one pose all of them, as only their order together says something. */
export function askedCaptures(
  wanted: readonly CaptureKind[],
  asked: readonly AskedCapture[],
): AskedCapture[] {
  const pose = asked.find(({ kind }) => isPose(kind));
  return wanted.flatMap((kind) => {
    const own = asked.find((one) => one.kind === kind);
    if (own !== undefined) return [own];
    return pose !== undefined && isPose(kind) ? [{ kind, reason: pose.reason }] : [];
  });
}

function isPose(kind: CaptureKind): boolean {
  return kind.startsWith("pose_");
}
