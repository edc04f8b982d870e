import type { CaptureKind, CheckCode, CheckEvidence, CheckName, CheckVerdict } from "@countersign/wire";

/** A part of a picture that a verdict rests on. */
export interface EvidencePicture {
  name: string;
  contentType: "image/png" | "image/jpeg";
  bytes: Uint8Array;
}

/** The result of a check. Evidence and its pictures are personal. */
export interface Finding {
  name: CheckName;
  /** The picture that it is about; null: the session as a whole. */
  capture: CaptureKind | null;
  verdict: CheckVerdict;
  code: CheckCode;
  score: number | null;
  threshold: number | null;
  /** SHA-256 of the weights that it rests on; null: of none. */
  model: string | null;
  /** Milliseconds of processor time that the child spent for it. */
  cpuMs: number;
  evidence: CheckEvidence;
  pictures: EvidencePicture[];
}

/**
 * Of a check's rules and thresholds: raise it with every change of either, so that old verdicts can
 * be distinguished from new ones.
 */
export const checkVersions = {
  "picture.quality": 1,
  "document.mrz": 1,
  "document.digits": 1,
  "document.expiry": 1,
  "document.type": 1,
  "document.country": 1,
  "document.data": 1,
  "face.present": 1,
  "face.match": 1,
  "liveness.pose": 1,
  "session.repeats": 1,
  "person.alive": 1,
  "person.access": 1,
  "person.record": 1,
} as const satisfies Record<CheckName, number>;

type Given = Pick<Finding, "name" | "verdict" | "code"> &
  Partial<Omit<Finding, "evidence">> & { evidence?: Partial<CheckEvidence> };

const noEvidence: CheckEvidence = { inputs: [], zone: null, fields: [], measures: [], sessionIds: [] };

/** A finding with nothing where nothing is given. */
export function finding({ evidence, ...given }: Given): Finding {
  return {
    capture: null,
    score: null,
    threshold: null,
    model: null,
    cpuMs: 0,
    pictures: [],
    ...given,
    evidence: { ...noEvidence, ...evidence },
  };
}
