/** What the page can say while somebody aims; `taking` and `good` say that all is well. */
export type Hint =
  | "aim"
  | "closer"
  | "farther"
  | "centre"
  | "glare"
  | "hold"
  | "light"
  | "turnOver"
  | "taking"
  | "good"
  | "noFace"
  | "oneFace"
  | "straight"
  | "turnMore";

/** What was read of a document's machine-readable zone. */
export interface ZoneRead {
  /** The lines, to find out whether two frames were read the same. */
  lines: string;
  number: string;
  /** ISO; null where the document leaves it open. */
  expiryDate: string | null;
}

/** The result of analysing one frame. */
export interface Seen {
  hint: Hint;
  /** The picture may be taken: the zone was read, or the head is held as asked for. */
  ready: boolean;
  zone: ZoneRead | null;
  /** How far a head is turned to where it should be, from 0 to 1; null where none should. */
  progress: number | null;
}
