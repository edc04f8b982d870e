import type { CheckEvidence } from "@countersign/wire";
import type { ReadZone, Sight } from "../child/sight.ts";
import { isDocument, type SeenPicture } from "./facts.ts";
import { type Finding, finding } from "./finding.ts";

/** The zone of a session's document, with the picture that it was read from. */
export interface SessionZone {
  zone: ReadZone;
  picture: SeenPicture;
  sight: Extract<Sight, { ok: true }>;
}

/** The best reading of the document's sides: a trusted one, then the surest. */
export function zoneOf(pictures: readonly SeenPicture[]): SessionZone | null {
  const zones = pictures.flatMap((picture): SessionZone[] => {
    const { sight, capture } = picture;
    if (!isDocument(capture) || typeof sight === "string" || !sight.ok || sight.zone === null) return [];
    return [{ zone: sight.zone, picture, sight }];
  });
  const [first = null, ...others] = zones;
  return others.reduce<SessionZone | null>((best, next) => (isBetter(next, best) ? next : best), first);
}

function isBetter(next: SessionZone, best: SessionZone | null): boolean {
  if (best === null || next.zone.trusted !== best.zone.trusted) return best === null || next.zone.trusted;
  return next.zone.confidence.mean > best.zone.confidence.mean;
}

/** The zone as evidence. */
export function zoneEvidence({ zone, picture }: SessionZone): Partial<CheckEvidence> {
  const { format, lines, confidence, trusted, problems } = zone;
  return {
    inputs: [{ kind: picture.capture, sha256: picture.sha256 }],
    zone: {
      format,
      lines: [...lines],
      confidence: confidence.mean,
      leastConfidence: confidence.least,
      trusted,
      problems: [...problems],
    },
  };
}

/** As in the reader's gate. */
const leastMean = 0.99;

/** `document.mrz`: whether the document's zone was read, and with certainty. */
export function checkZone(pictures: readonly SeenPicture[], found: SessionZone | null): Finding {
  const name = "document.mrz";
  const documents = pictures.filter(({ capture }) => isDocument(capture));
  const inputs = documents.map(({ capture, sha256 }) => ({ kind: capture, sha256 }));
  const cpuMs = documents.reduce((sum, { sight }) => sum + cpuOf(sight), 0);
  if (found === null) {
    const [cause = notFound] = documents.flatMap(({ sight }) =>
      typeof sight === "string" || !sight.ok ? [failedLook(sight)] : [],
    );
    return finding({ name, ...cause, cpuMs, evidence: { inputs } });
  }
  const { zone, sight } = found;
  return finding({
    name,
    verdict: zone.trusted ? "pass" : "consider",
    code: zone.trusted ? "zone_read" : "zone_doubtful",
    score: zone.confidence.mean,
    threshold: leastMean,
    model: sight.model,
    cpuMs,
    evidence: { ...zoneEvidence(found), inputs },
    pictures:
      sight.zonePicture === null
        ? []
        : [{ name: "zone", contentType: "image/png", bytes: sight.zonePicture }],
  });
}

/** `document.digits`. A genuine document can be read with a digit wrong: a question to a person, never a verdict. */
export function checkDigits(found: SessionZone | null): Finding {
  const name = "document.digits";
  if (found === null) return finding({ name, verdict: "skipped", code: "zone_missing" });
  const wrong = Object.entries(found.zone.checkDigits).filter(([, verdict]) => verdict === "wrong");
  return finding({
    name,
    verdict: wrong.length === 0 ? "pass" : "consider",
    code: wrong.length === 0 ? "digits_right" : "digits_wrong",
    evidence: {
      ...zoneEvidence(found),
      measures: Object.entries(found.zone.checkDigits)
        .filter(([, verdict]) => verdict !== "absent")
        .map(([digit, verdict]) => ({ name: digit, value: verdict === "wrong" ? 0 : 1, limit: 1 })),
    },
  });
}

const notFound = { verdict: "fail", code: "zone_not_found" } as const;

/** The verdict of a check whose picture could not be looked at. */
export function failedLook(
  sight: Exclude<SeenPicture["sight"], { ok: true }>,
): Pick<Finding, "verdict" | "code"> {
  if (typeof sight !== "string") return { verdict: "error", code: "picture_unreadable" };
  const codes = { "too-slow": "timed_out", "too-large": "out_of_memory", killed: "interrupted" } as const;
  return { verdict: "error", code: codes[sight] };
}

function cpuOf(sight: SeenPicture["sight"]): number {
  return typeof sight === "string" || !sight.ok ? 0 : sight.cpu.decode + sight.cpu.zone;
}
