import { cut } from "../picture/cut.ts";
import type { Frame } from "../picture/frame.ts";
import type { Scales } from "../picture/scales.ts";

/** How well the face can be seen. */
export interface Light {
  /** The face's mean, from 0 (black) to 1 (white). */
  brightness: number;
  /** The standard deviation of the same. */
  contrast: number;
  /** How much of the contrast is between neighbouring pixels, at 128 pixels for the face. */
  sharpness: number;
}

const size = 128;

/** Measured within an ellipse around the middle of the frame, which holds the face and little else. */
export function lightOf(scales: Scales, frame: Frame): Light {
  const grey = luminance(cut(scales, frame, size, "edge").data);
  const at = (x: number, y: number) => grey[y * size + x] ?? 0;
  let [count, sum, squares, edges] = [0, 0, 0, 0];
  for (let y = 1; y < size - 1; y++)
    for (let x = 1; x < size - 1; x++) {
      if (((x / size - 0.5) / 0.4) ** 2 + ((y / size - 0.5) / 0.5) ** 2 > 1) continue;
      const here = at(x, y);
      count++;
      sum += here;
      squares += here * here;
      edges += (4 * here - at(x - 1, y) - at(x + 1, y) - at(x, y - 1) - at(x, y + 1)) ** 2;
    }
  const brightness = sum / count;
  const contrast = Math.sqrt(Math.max(0, squares / count - brightness * brightness));
  const sharpness = contrast === 0 ? 0 : Math.sqrt(edges / count) / contrast;
  return { brightness, contrast, sharpness };
}

function luminance(data: Float64Array): Float64Array {
  const grey = new Float64Array(data.length / 3);
  for (let at = 0, from = 0; at < grey.length; at++, from += 3)
    grey[at] =
      (0.299 * (data[from] ?? 0) + 0.587 * (data[from + 1] ?? 0) + 0.114 * (data[from + 2] ?? 0)) / 255;
  return grey;
}
