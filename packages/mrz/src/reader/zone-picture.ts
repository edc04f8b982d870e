import { type Grey, toGrey } from "../picture/plane.ts";
import { cut } from "./cut.ts";
import type { ZonePlace } from "./read-mrz.ts";

const width = 960;
const maxHeight = 320;
/** How much longer and higher the cut is than the zone that was found. */
const longer = 1.06;
const higher = 1.4;

/**
 * A found zone, straightened, so that a person can compare it with the reading. 960 pixels wide.
 */
export function zonePicture(picture: Grey, place: ZonePlace): Grey {
  const scale = (place.length * longer) / width;
  const height = Math.min(maxHeight, Math.max(1, Math.round((place.height * higher) / scale)));
  return toGrey(cut(picture, { ...place, scale, width, height }));
}
