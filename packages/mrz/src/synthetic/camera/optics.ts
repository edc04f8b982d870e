import { type Plane, plane } from "../../picture/plane.ts";

/** Blurs by a Gaussian with this radius in pixels; less than a third of a pixel changes nothing. */
export function blur(picture: Plane, sigma: number): Plane {
  if (sigma < 0.3) return picture;
  const radius = Math.ceil(2.5 * sigma);
  const kernel = Array.from({ length: 2 * radius + 1 }, (_, at) =>
    Math.exp(-((at - radius) ** 2) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  const weights = kernel.map((weight) => weight / sum);
  return transposedBlur(transposedBlur(picture, weights), weights);
}

/** Blurs along a line of this many pixels, as if the camera moved. */
export function smear(picture: Plane, length: number, angle: number): Plane {
  const taps = Math.round(length) + 1;
  if (taps < 2) return picture;
  const { width, height } = picture;
  const moved = plane(width, height);
  for (let tap = 0; tap < taps; tap++) {
    const along = tap - (taps - 1) / 2;
    const dx = Math.round(along * Math.cos(angle));
    const dy = Math.round(along * Math.sin(angle));
    for (let y = 0; y < height; y++) {
      const row = Math.min(height - 1, Math.max(0, y + dy)) * width;
      for (let x = 0, at = y * width; x < width; x++, at++) {
        const from = x + dx;
        moved.data[at] =
          (moved.data[at] ?? 0) +
          (picture.data[row + (from < 0 ? 0 : from >= width ? width - 1 : from)] ?? 0) / taps;
      }
    }
  }
  return moved;
}

/** Unsharp masking, as in phones: sharpens edges by `amount`, with halos of the radius. */
export function sharpen(picture: Plane, amount: number, radius: number): Plane {
  if (amount <= 0) return picture;
  const soft = blur(picture, radius);
  const sharp = plane(picture.width, picture.height);
  for (let at = 0; at < sharp.data.length; at++) {
    const value = picture.data[at] ?? 0;
    sharp.data[at] = Math.min(255, Math.max(0, value + amount * (value - (soft.data[at] ?? 0))));
  }
  return sharp;
}

/**
 * Blurs each row and writes it as a column: applied twice, it blurs both directions, with the sum
 * in a register each time.
 */
function transposedBlur({ width, height, data }: Plane, weights: readonly number[]): Plane {
  const radius = (weights.length - 1) / 2;
  const kernel = Float64Array.from(weights);
  const row = new Float64Array(width + 2 * radius);
  const out = plane(height, width);
  for (let y = 0; y < height; y++) {
    const start = y * width;
    for (let x = -radius; x < width + radius; x++)
      row[x + radius] = data[start + (x < 0 ? 0 : x >= width ? width - 1 : x)] ?? 0;
    for (let x = 0, to = y; x < width; x++, to += height) {
      let sum = 0;
      for (let k = 0; k < kernel.length; k++) sum += (kernel[k] ?? 0) * (row[x + k] ?? 0);
      out.data[to] = sum;
    }
  }
  return out;
}
