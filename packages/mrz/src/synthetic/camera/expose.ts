import { type Plane, plane, valueAt } from "../../picture/plane.ts";
import { coverScale, groundScale, type Page } from "../document/page.ts";
import { addWaves, smoothNoise } from "../document/patterns.ts";
import { inkAt } from "../document/zone-print.ts";
import type { Random } from "../random.ts";
import { type Obstacles, obstructing } from "./obstacles.ts";
import type { View } from "./view.ts";

/** The background of the document: uniform grey, clouds, or stripes like wood. */
export function backdrop(random: Random, width: number, height: number): Plane {
  const kind = random.next();
  if (kind < 0.35) return plane(width, height, random.between(10, 245));
  if (kind < 0.7) {
    const clouds = smoothNoise(random, width, height, random.int(2, 12));
    for (let at = 0; at < clouds.data.length; at++) clouds.data[at] = 255 * (clouds.data[at] ?? 0);
    return clouds;
  }
  const stripes = plane(width, height, random.between(60, 200));
  addWaves(stripes, random, 2, random.between(5, 40));
  return stripes;
}

/**
 * Takes the picture of a page: sharp, without noise, with the brightness of `light` at each end of
 * the frame.
 */
export function expose(
  onto: Plane,
  page: Page,
  { toPage, scale }: View,
  obstacles: Obstacles,
  light: { base: number; acrossX: number; acrossY: number },
): void {
  const { width, height, data } = onto;
  const [a, b, c, d, e, f, g, h, i] = toPage;
  const obstruct = obstructing(obstacles);
  for (let y = 0, at = 0; y < height; y++) {
    const row = light.base + light.acrossY * (y / height - 0.5);
    for (let x = 0; x < width; x++, at++) {
      const w = g * x + h * y + i;
      const u = (a * x + b * y + c) / w;
      const v = (d * x + e * y + f) / w;
      const onPage = u >= 0 && v >= 0 && u < page.width && v < page.height;
      const value = onPage ? reflected(page, u, v, scale) : (data[at] ?? 0);
      const lit = value * (row + light.acrossX * (x / width - 0.5));
      data[at] = obstruct(u, v, lit);
    }
  }
}

function reflected(page: Page, u: number, v: number, scale: number): number {
  const { print } = page;
  const paper = valueAt(page.ground, u * groundScale, v * groundScale);
  const cover = valueAt(page.cover, u * coverScale, v * coverScale);
  const ink = inkAt(print, u, v, scale);
  if (ink === 0) return paper + cover;
  const worn = valueAt(page.wear, u * coverScale, v * coverScale);
  const covered = ink * print.opacity * (1 - worn);
  return paper * (1 - covered) + print.luminance * covered + cover;
}
