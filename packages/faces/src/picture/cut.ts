import { type Tensor, tensor } from "../network/tensor.ts";
import { type Frame, toPicture } from "./frame.ts";
import type { Scale, Scales } from "./scales.ts";

/** What is beyond the picture's border: black, or the pixels at the border go on. */
export type Beyond = "black" | "edge";

/**
 * A frame of a picture as `size` x `size` pixels of three channels from 0 to 255, interpolated. A frame larger than
 * that is cut from a halving, four samples a pixel, so that nothing is skipped.
 */
export function cut(scales: Scales, frame: Frame, size: number, beyond: Beyond): Tensor {
  const step = frame.side / size;
  const scale = scales.at(step);
  const samples = step > scale.factor ? 2 : 1;
  const out = tensor(size, size, 3);
  for (let y = 0, to = 0; y < size; y++)
    for (let x = 0; x < size; x++, to += 3)
      for (let i = 0; i < samples; i++)
        for (let j = 0; j < samples; j++) {
          const place = { x: (x + (j + 0.5) / samples) / size, y: (y + (i + 0.5) / samples) / size };
          const { x: u, y: v } = toPicture(frame, place);
          addSample(scale, u / scale.factor - 0.5, v / scale.factor - 0.5, beyond, out.data, to, samples);
        }
  return out;
}

/** Adds the colour between four pixels, a share of the `samples` x `samples` of one pixel. */
function addSample(
  { picture: { width, height, data }, bytes }: Scale,
  x: number,
  y: number,
  beyond: Beyond,
  out: Float64Array,
  to: number,
  samples: number,
): void {
  if (beyond === "black" && (x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5)) return;
  const u = Math.min(width - 1, Math.max(0, x));
  const v = Math.min(height - 1, Math.max(0, y));
  const [left, top] = [Math.floor(u), Math.floor(v)];
  const right = Math.min(width - 1, left + 1);
  const bottom = Math.min(height - 1, top + 1);
  const [across, down] = [u - left, v - top];
  const share = 1 / (samples * samples);
  for (let c = 0; c < 3; c++) {
    const above = mix(data, (top * width + left) * bytes + c, (top * width + right) * bytes + c, across);
    const below = mix(
      data,
      (bottom * width + left) * bytes + c,
      (bottom * width + right) * bytes + c,
      across,
    );
    out[to + c] = (out[to + c] ?? 0) + share * (above + (below - above) * down);
  }
}

function mix(data: Uint8Array | Uint8ClampedArray, a: number, b: number, share: number): number {
  const first = data[a] ?? 0;
  return first + ((data[b] ?? 0) - first) * share;
}
