import type { Page } from "../document/page.ts";
import type { Random } from "../random.ts";

/** What is between page and camera; positions in millimetres of the page. */
export interface Obstacles {
  fingers: readonly Finger[];
  glares: readonly Glare[];
}

interface Finger {
  tip: readonly [number, number];
  root: readonly [number, number];
  radius: number;
  luminance: number;
}

interface Glare {
  centre: readonly [number, number];
  along: number;
  across: number;
  angle: number;
  strength: number;
}

/** Fingers that hold the page at a side, next to the zone, or with `over` on its characters. */
export function placeFingers(random: Random, page: Page, over: boolean): Finger[] {
  const { print } = page;
  const zoneTop = print.baseline - print.lead;
  const zoneWidth = print.pitch * (print.lines[0]?.length ?? 0);
  const luminance = random.between(60, 200);
  return Array.from({ length: random.int(1, 2) }, () => {
    const radius = random.between(6, 9);
    const left = random.chance(0.5);
    const side = left ? -25 : page.width + 25;
    if (!over) {
      const y = random.between(0.1, 0.95) * (zoneTop - radius - 2);
      const reach = random.between(1, 10);
      return { tip: [left ? reach : page.width - reach, y], root: [side, y + 8], radius, luminance };
    }
    const x = print.left + random.between(0, 1) * zoneWidth;
    const y = page.height - random.between(4, 16);
    const root = random.chance(0.5)
      ? ([x + random.between(-10, 10), page.height + 40] as const)
      : ([side, y + 10] as const);
    return { tip: [x, y], root, radius, luminance };
  });
}

/** Reflections: soft ones above the zone, or with `over` one that overexposes a part of it. */
export function placeGlares(random: Random, page: Page, strength: number, over: boolean): Glare[] {
  const zoneTop = page.print.baseline - page.print.lead;
  return Array.from({ length: random.int(1, 2) }, () => ({
    centre: [
      random.between(0, page.width),
      over ? random.between(zoneTop, page.height) : random.between(0, zoneTop * 0.8),
    ] as const,
    along: random.between(0.04, 0.14) * page.width,
    across: random.between(0.03, 0.08) * page.width,
    angle: random.between(0, Math.PI),
    strength: 255 * strength * random.between(0.5, 1.2),
  }));
}

/** Obstacles as plain numbers, since they are read for every pixel. */
export type Obstruct = (u: number, v: number, value: number) => number;

/** Returns a function that gives the luminance at a point, with fingers and glares applied. */
export function obstructing({ fingers, glares }: Obstacles): Obstruct {
  const capsules = fingers.map(({ tip: [x, y], root, radius, luminance }) => {
    const [dx, dy] = [root[0] - x, root[1] - y];
    return { x, y, dx, dy, length: dx * dx + dy * dy, radius: radius * radius, luminance };
  });
  const spots = glares.map(({ centre: [x, y], along, across, angle, strength }) => {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return { x, y, ax: cos / along, ay: sin / along, bx: -sin / across, by: cos / across, strength };
  });
  return (u, v, value) => {
    let seen = value;
    for (const { x, y, dx, dy, length, radius, luminance } of capsules) {
      const along = ((u - x) * dx + (v - y) * dy) / length;
      const t = along < 0 ? 0 : along > 1 ? 1 : along;
      const offX = u - x - t * dx;
      const offY = v - y - t * dy;
      const off = (offX * offX + offY * offY) / radius;
      if (off < 1) seen = luminance * (1 - 0.45 * off);
      else if (off < 1.5) seen *= 0.75 + 0.5 * (off - 1); // a shadow
    }
    for (const { x, y, ax, ay, bx, by, strength } of spots) {
      const a = (u - x) * ax + (v - y) * ay;
      const b = (u - x) * bx + (v - y) * by;
      const off = a * a + b * b;
      if (off < 9) seen += strength * Math.exp(-off);
    }
    return seen;
  };
}
