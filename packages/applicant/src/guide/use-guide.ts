import type { CaptureKind, SessionDocumentType } from "@countersign/wire/browser";
import { useEffect, useState } from "preact/hooks";
import { shapeOf } from "../camera/shape.ts";
import type { Camera } from "../camera/use-camera.ts";
import type { Seen } from "./hints.ts";
import { guideFor, startLooking } from "./looking.ts";

/**
 * The result of the last analysed frame of the camera, while it is on and `wanted`; null before the
 * first.
 */
export function useGuide(
  { video, state }: Camera,
  kind: CaptureKind,
  documentType: SessionDocumentType | null,
  wanted: boolean,
): Seen | null {
  const [seen, setSeen] = useState<Seen | null>(null);
  useEffect(() => {
    setSeen(null);
    if (!wanted || state !== "on" || video.current === null) return;
    const shape = shapeOf(kind, documentType);
    return startLooking(video.current, shape, guideFor(kind, documentType), setSeen);
  }, [wanted, state, video, kind, documentType]);
  return seen;
}
