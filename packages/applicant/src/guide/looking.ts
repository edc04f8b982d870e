import type { CaptureKind, SessionDocumentType } from "@countersign/wire/browser";
import { aspects, cropOf, hasZone, type Shape, shapeOf } from "../camera/shape.ts";
import { savesData } from "./data-saver.ts";
import { documentGuide } from "./document-guide.ts";
import { faceGuide } from "./face-guide.ts";
import type { Guide } from "./guide.ts";
import type { Seen } from "./hints.ts";

export function guideFor(kind: CaptureKind, documentType: SessionDocumentType | null): Guide {
  const models = !savesData();
  if (shapeOf(kind, documentType) === "face") return faceGuide(kind, models);
  return documentGuide(hasZone(kind, documentType) ? "zone" : "no-zone", models);
}

/** At most five looks a second, and half of the time none: phones get hot. */
const leastIntervalMs = 200;

/** Looks at what the viewfinder shows until it is stopped by the function that it returns. */
export function startLooking(
  video: HTMLVideoElement,
  shape: Shape,
  guide: Guide,
  onSeen: (seen: Seen) => void,
): () => void {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const look = async () => {
    const startedAt = performance.now();
    if (context !== null && video.videoWidth > 0 && !document.hidden) {
      const { x, y, width, height } = cropOf(
        { width: video.videoWidth, height: video.videoHeight },
        aspects[shape],
      );
      canvas.width = Math.min(guide.width, width);
      canvas.height = Math.round((canvas.width * height) / width);
      context.drawImage(video, x, y, width, height, 0, 0, canvas.width, canvas.height);
      const seen = await guide.look(context.getImageData(0, 0, canvas.width, canvas.height));
      if (stopped) return;
      onSeen(seen);
    }
    const spentMs = performance.now() - startedAt;
    timer = setTimeout(look, Math.max(leastIntervalMs - spentMs, spentMs));
  };
  void look();
  return () => {
    stopped = true;
    clearTimeout(timer);
    guide.stop();
  };
}
