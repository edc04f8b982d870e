import { readMrz } from "@countersign/mrz";
import type { ZoneLook } from "./document-hint.ts";
import type { ZoneRead } from "./hints.ts";
import type { Grey } from "./measure.ts";

/** What the reader's worker responds with. */
export interface ZoneResponse {
  look: ZoneLook;
  /** What was read, if it can be trusted. */
  read: ZoneRead | null;
}

/** Milliseconds: the next frame may be better than more thought about this one. */
const timeLimitMs = 700;

self.onmessage = ({ data }: MessageEvent<Grey>) => {
  self.postMessage(responseTo(data));
};

function responseTo(grey: Grey): ZoneResponse {
  const reading = readMrz(grey, { timeLimitMs });
  if (!reading.found) return { look: { found: false }, read: null };
  const { trusted, place, lines, fields } = reading;
  return {
    look: { found: true, trusted, length: place.length / grey.width },
    read: trusted
      ? { lines: lines.join("\n"), number: fields.number, expiryDate: fields.expiryDate?.iso ?? null }
      : null,
  };
}
