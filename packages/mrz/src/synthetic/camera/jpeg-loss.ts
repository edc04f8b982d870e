import type { Plane } from "../../picture/plane.ts";

/** The luminance table of ITU-T T.81, annex K, by rows. */
const annexK = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22,
  29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103,
  121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
];

/** c[k] is half of cos(k pi / 16): the factors of an orthonormal transform of eight values. */
const [c1, c2, c3, c4, c5, c6, c7] = [1, 2, 3, 4, 5, 6, 7].map((k) => Math.cos((k * Math.PI) / 16) / 2) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

/**
 * Applies the loss of JPEG without writing a file: each block of 8x8 pixels is transformed, rounded
 * to the table's steps at a quality of 1 to 100 (as libjpeg scales it), and transformed back. In
 * place; incomplete blocks stay unchanged.
 */
export function loseDetail({ width, height, data }: Plane, quality: number): void {
  const percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  const steps = Float64Array.from(annexK, (step) =>
    Math.min(255, Math.max(1, Math.floor((step * percent + 50) / 100))),
  );
  const block = new Float64Array(64);
  for (let top = 0; top + 8 <= height; top += 8) {
    for (let left = 0; left + 8 <= width; left += 8) {
      for (let at = 0; at < 64; at++)
        block[at] = (data[(top + (at >> 3)) * width + left + (at & 7)] ?? 0) - 128;
      for (let row = 0; row < 64; row += 8) forward(block, row, 1);
      for (let column = 0; column < 8; column++) forward(block, column, 8);
      for (let at = 0; at < 64; at++) {
        const step = steps[at] ?? 1;
        block[at] = Math.round((block[at] ?? 0) / step) * step;
      }
      for (let column = 0; column < 8; column++) inverse(block, column, 8);
      for (let row = 0; row < 64; row += 8) inverse(block, row, 1);
      for (let at = 0; at < 64; at++) {
        const value = (block[at] ?? 0) + 128;
        data[(top + (at >> 3)) * width + left + (at & 7)] = value < 0 ? 0 : value > 255 ? 255 : value;
      }
    }
  }
}

/**
 * Transforms eight values, every `step`-th from `at`: sums give the even frequencies, differences
 * the odd.
 */
function forward(values: Float64Array, at: number, step: number): void {
  const [i1, i2, i3, i4] = [at + step, at + 2 * step, at + 3 * step, at + 4 * step];
  const [i5, i6, i7] = [at + 5 * step, at + 6 * step, at + 7 * step];
  const [a, b, c, d] = [values[at] ?? 0, values[i1] ?? 0, values[i2] ?? 0, values[i3] ?? 0];
  const [e, f, g, h] = [values[i4] ?? 0, values[i5] ?? 0, values[i6] ?? 0, values[i7] ?? 0];
  const [s0, s1, s2, s3] = [a + h, b + g, c + f, d + e];
  const [d0, d1, d2, d3] = [a - h, b - g, c - f, d - e];
  values[at] = c4 * (s0 + s1 + s2 + s3);
  values[i2] = c2 * (s0 - s3) + c6 * (s1 - s2);
  values[i4] = c4 * (s0 - s1 - s2 + s3);
  values[i6] = c6 * (s0 - s3) - c2 * (s1 - s2);
  values[i1] = c1 * d0 + c3 * d1 + c5 * d2 + c7 * d3;
  values[i3] = c3 * d0 - c7 * d1 - c1 * d2 - c5 * d3;
  values[i5] = c5 * d0 - c1 * d1 + c7 * d2 + c3 * d3;
  values[i7] = c7 * d0 - c5 * d1 + c3 * d2 - c1 * d3;
}

function inverse(values: Float64Array, at: number, step: number): void {
  const [i1, i2, i3, i4] = [at + step, at + 2 * step, at + 3 * step, at + 4 * step];
  const [i5, i6, i7] = [at + 5 * step, at + 6 * step, at + 7 * step];
  const [a, b, c, d] = [values[at] ?? 0, values[i1] ?? 0, values[i2] ?? 0, values[i3] ?? 0];
  const [e, f, g, h] = [values[i4] ?? 0, values[i5] ?? 0, values[i6] ?? 0, values[i7] ?? 0];
  const [sum, difference] = [c4 * (a + e), c4 * (a - e)];
  const [s0, s3] = [sum + c2 * c + c6 * g, sum - c2 * c - c6 * g];
  const [s1, s2] = [difference + c6 * c - c2 * g, difference - c6 * c + c2 * g];
  const d0 = c1 * b + c3 * d + c5 * f + c7 * h;
  const d1 = c3 * b - c7 * d - c1 * f - c5 * h;
  const d2 = c5 * b - c1 * d + c7 * f + c3 * h;
  const d3 = c7 * b - c5 * d + c3 * f - c1 * h;
  values[at] = s0 + d0;
  values[i7] = s0 - d0;
  values[i1] = s1 + d1;
  values[i6] = s1 - d1;
  values[i2] = s2 + d2;
  values[i5] = s2 - d2;
  values[i3] = s3 + d3;
  values[i4] = s3 - d3;
}
