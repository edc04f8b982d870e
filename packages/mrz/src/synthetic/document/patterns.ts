import { type Plane, plane, valueAt } from "../../picture/plane.ts";
import type { Random } from "../random.ts";

/** Adds waves of fine lines, as on security paper. */
export function addWaves(to: Plane, random: Random, count: number, amplitude: number): void {
  const { width, height, data } = to;
  for (let wave = 0; wave < count; wave++) {
    const angle = random.between(0, Math.PI);
    const frequency = random.between(0.03, 0.7);
    const strength = random.between(-amplitude, amplitude);
    const bend = random.between(0.003, 0.02);
    // sin(a + b) from tables of a by column and b by row: no sine per pixel
    const phase = (x: number) => x * Math.cos(angle) * frequency + 3 * Math.sin(x * bend);
    const columns = Array.from({ length: width }, (_, x) => phase(x));
    const sines = columns.map((value) => strength * Math.sin(value));
    const cosines = columns.map((value) => strength * Math.cos(value));
    const start = random.between(0, 6);
    for (let y = 0; y < height; y++) {
      const row = y * Math.sin(angle) * frequency + start;
      const [sin, cos] = [Math.sin(row), Math.cos(row)];
      for (let x = 0, at = y * width; x < width; x++, at++)
        data[at] = (data[at] ?? 0) + (sines[x] ?? 0) * cos + (cosines[x] ?? 0) * sin;
    }
  }
}

/** Smooth noise from 0 to 1: random values on a coarse grid, interpolated. */
export function smoothNoise(random: Random, width: number, height: number, cells: number): Plane {
  const rows = Math.max(2, Math.round((cells * height) / width));
  const coarse = plane(cells + 1, rows + 1);
  for (let at = 0; at < coarse.data.length; at++) coarse.data[at] = random.next();
  const noise = plane(width, height);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++)
      noise.data[at] = valueAt(coarse, (x / width) * cells, (y / height) * rows);
  return noise;
}

/** Draws straight scratches: bright or dark hairlines. */
export function addScratches(to: Plane, random: Random, count: number, strength: number): void {
  for (let scratch = 0; scratch < count; scratch++) {
    const length = Math.round(random.between(0.05, 0.5) * to.width);
    const angle = random.between(0, Math.PI * 2);
    const change = random.between(-strength, strength);
    let [x, y] = [random.between(0, to.width), random.between(0, to.height)];
    for (let step = 0; step < length; step++) {
      x += Math.cos(angle + step * 0.002);
      y += Math.sin(angle + step * 0.002);
      const at = Math.round(y) * to.width + Math.round(x);
      if (x >= 0 && y >= 0 && x < to.width && y < to.height && at < to.data.length)
        to.data[at] = (to.data[at] ?? 0) + change;
    }
  }
}
