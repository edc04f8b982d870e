import type { CaptureKind } from "@countersign/wire";
import type { Sight } from "../child/sight.ts";
import { isDocument, type SeenPicture } from "./facts.ts";
import { type Finding, finding } from "./finding.ts";
import { failedLook } from "./zone.ts";

/** Pixels of the shorter side: below, a zone's characters or a face are too small. */
const leastSide = { document: 480, face: 240 } as const;
/** Drawn documents that the reader still reads have 12 and more. */
const leastSharpness = 8;
const leastBrightness = 40;
const mostBrightness = 243;
const leastContrast = 8;
/** Of a zone that was not read with certainty: white paper is burnt out in good scans, too. */
const mostGlare = 0.02;

/** `picture.quality` of one picture. */
export function checkQuality({ capture, sha256, sight }: SeenPicture): Finding {
  const name = "picture.quality";
  const inputs = [{ kind: capture, sha256 }];
  if (typeof sight === "string" || !sight.ok)
    return finding({ name, capture, ...failedLook(sight), evidence: { inputs } });
  const measures = measuresOf(capture, sight);
  const broken = measures.find(({ isBroken }) => isBroken);
  return finding({
    name,
    capture,
    verdict: broken === undefined ? "pass" : "consider",
    code: broken?.code ?? "quality_good",
    score: (broken ?? measures[1])?.value ?? null,
    threshold: (broken ?? measures[1])?.limit ?? null,
    cpuMs: sight.cpu.quality,
    evidence: {
      inputs,
      measures: measures.map(({ name: what, value, limit }) => ({ name: what, value, limit })),
    },
  });
}

/** What is measured, the worst defect first. */
function measuresOf(capture: CaptureKind, { width, height, quality, zone }: Extract<Sight, { ok: true }>) {
  const side = Math.min(width, height);
  const least = leastSide[isDocument(capture) ? "document" : "face"];
  const glare = quality.zoneGlare ?? 0;
  const { sharpness, brightness, contrast } = quality;
  return [
    { name: "side", value: side, limit: least, isBroken: side < least, code: "picture_small" },
    {
      name: "sharpness",
      value: sharpness,
      limit: leastSharpness,
      isBroken: contrast >= leastContrast && sharpness < leastSharpness,
      code: "picture_blurred",
    },
    {
      name: "brightness",
      value: brightness,
      limit: leastBrightness,
      isBroken: brightness < leastBrightness,
      code: "picture_dark",
    },
    {
      name: "brightness",
      value: brightness,
      limit: mostBrightness,
      isBroken: brightness > mostBrightness,
      code: "picture_bright",
    },
    {
      name: "contrast",
      value: contrast,
      limit: leastContrast,
      isBroken: contrast < leastContrast,
      code: "picture_flat",
    },
    {
      name: "glare",
      value: glare,
      limit: mostGlare,
      isBroken: zone?.trusted === false && glare > mostGlare,
      code: "picture_glare",
    },
  ] as const;
}
