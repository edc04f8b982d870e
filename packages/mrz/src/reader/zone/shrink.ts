import { type Grey, type Plane, plane } from "../../picture/plane.ts";

/**
 * The maximum number of pixels read per pixel of the small picture, in each direction: of a huge
 * picture, not every pixel is read.
 */
const maxSamples = 8;

/** A reduced picture of this size, each pixel the average of those it covers. */
export function shrink(picture: Grey, width: number, height: number): Plane {
  const small = plane(width, height);
  const columns = ranges(picture.width, width);
  const rows = ranges(picture.height, height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const across = columns[x];
      const down = rows[y];
      if (across === undefined || down === undefined) continue;
      let sum = 0;
      for (let v = down.from; v < down.to; v += down.step)
        for (let u = across.from; u < across.to; u += across.step)
          sum += picture.data[v * picture.width + u] ?? 0;
      small.data[at] = sum / (across.count * down.count);
    }
  }
  return small;
}

interface Range {
  from: number;
  to: number;
  step: number;
  count: number;
}

function ranges(length: number, parts: number): Range[] {
  return Array.from({ length: parts }, (_, part) => {
    const from = Math.floor((part * length) / parts);
    const to = Math.min(length, Math.max(from + 1, Math.ceil(((part + 1) * length) / parts)));
    const step = Math.ceil((to - from) / maxSamples);
    return { from, to, step, count: Math.ceil((to - from) / step) };
  });
}
