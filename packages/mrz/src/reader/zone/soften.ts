import { boxMean } from "../../picture/box-mean.ts";
import type { Plane } from "../../picture/plane.ts";

/** Blurs by about a pixel: fine patterns of cloth and wood disappear, a zone's lines stay visible. */
export function soften(picture: Plane): Plane {
  return boxMean(boxMean(picture, 1), 1);
}
