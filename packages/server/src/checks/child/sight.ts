import type { FormatName, MrzReading } from "@countersign/mrz";
import type { PictureProblem } from "@countersign/mrz/node";

/** How a picture is as a picture, measured on a copy of at most some 1000 pixels a side. */
export interface Quality {
  /** How steep its edges are where it has the most of them; 0 for a flat picture. */
  sharpness: number;
  /** Mean of its pixels, 0 to 255. */
  brightness: number;
  /** Standard deviation of its pixels. */
  contrast: number;
  /** Share of the zone's picture that is burnt out, 0 to 1; null without a zone. */
  zoneGlare: number | null;
}

/** A zone as it was read, without what only the reader needs. */
export interface ReadZone {
  format: FormatName;
  lines: readonly string[];
  fields: NonNullable<MrzReading["fields"]>;
  checkDigits: NonNullable<MrzReading["checkDigits"]>;
  problems: readonly string[];
  confidence: { mean: number; least: number };
  trusted: boolean;
}

/** What a look at one picture brought. */
export type Sight =
  | { ok: false; problem: PictureProblem }
  | {
      ok: true;
      width: number;
      height: number;
      quality: Quality;
      /** Null where none was found, or none was looked for. */
      zone: ReadZone | null;
      /** The zone cut out, as PNG. */
      zonePicture: Uint8Array | null;
      /** SHA-256 of the weights that read it. */
      model: string;
      /** Milliseconds of processor time. */
      cpu: { decode: number; quality: number; zone: number };
    };

/** A task of the child. */
export interface LookTask {
  picture: Uint8Array;
  /** Whether to look for a machine-readable zone: that takes most of the time. */
  zone: boolean;
  /** Milliseconds that the search for the zone may take; absent: as long as a search may take at all. */
  searchMs?: number;
  /** Milliseconds since 1970, for the centuries of dates. */
  now: number;
}
