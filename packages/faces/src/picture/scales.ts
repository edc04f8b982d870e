import { bytesPerPixel, halve, type Picture } from "./picture.ts";

/** A picture at a scale: `factor` pixels of the original are one of it. */
export interface Scale {
  picture: Picture;
  bytes: number;
  factor: number;
}

/** A picture and its halvings, made when they are asked for. */
export interface Scales {
  width: number;
  height: number;
  /** The smallest that still has a pixel for every `step` pixels of the original. */
  at(step: number): Scale;
}

/** Null if the data of the picture does not fit its size. */
export function scalesOf(picture: Picture): Scales | null {
  const bytes = bytesPerPixel(picture);
  if (bytes === null) return null;
  const scales: Scale[] = [{ picture, bytes, factor: 1 }];
  function at(step: number): Scale {
    let best: Scale = { picture, bytes: bytes ?? 3, factor: 1 };
    for (let index = 1; 2 * best.factor <= step; index++) {
      if (Math.min(best.picture.width, best.picture.height) < 2) break;
      const next = scales[index] ?? {
        picture: halve(best.picture, best.bytes),
        bytes: 3,
        factor: 2 * best.factor,
      };
      scales[index] = next;
      best = next;
    }
    return best;
  }
  return { width: picture.width, height: picture.height, at };
}
