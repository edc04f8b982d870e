import { boxMean } from "../../picture/box-mean.ts";
import { type Plane, plane } from "../../picture/plane.ts";

/** Pixels of the frame: about the height of a zone, and about a third of a page. */
const near = 10;
const wide = 30;
/** How many grey levels a neighbourhood may be darker than the wider one. */
const allowance = 6;

/**
 * Brightens areas that are darker than their wide surroundings. Paper is brighter than most
 * surfaces it lies on, so this removes patterns of cloth and wood, which the network may mistake
 * for print, and leaves the page.
 */
export function flatten(picture: Plane): Plane {
  const close = boxMean(picture, near);
  const around = boxMean(close, wide);
  const flat = plane(picture.width, picture.height);
  for (let at = 0; at < flat.data.length; at++) {
    const floor = (around.data[at] ?? 0) - allowance;
    flat.data[at] = (close.data[at] ?? 0) < floor ? floor : (picture.data[at] ?? 0);
  }
  return flat;
}
