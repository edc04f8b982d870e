import type { FormatName } from "../../document/formats.ts";
import { type Plane, plane } from "../../picture/plane.ts";
import type { Random } from "../random.ts";
import { paintPortrait, paintText } from "./furniture.ts";
import { addScratches, addWaves, smoothNoise } from "./patterns.ts";
import { printZone, type ZonePrint } from "./zone-print.ts";

/** Pixels per millimetre of the print under the zone, and of the marks over it. */
export const groundScale = 8;
export const coverScale = 4;

/** A side of a document, in millimetres. */
export interface Page {
  width: number;
  height: number;
  ground: Plane;
  print: ZonePrint;
  /** How much of the ink is worn off, 0 to 1. */
  wear: Plane;
  /** Light that laminate, holograms, scratches and dirt add or take. */
  cover: Plane;
}

/** The wear of a page: 0 as issued, 1 as bad as documents in use get. */
export interface Condition {
  wear: number;
  laminate: number;
}

interface Size {
  width: number;
  height: number;
  /** The distances from the page's lower edge to the last baseline, and between baselines. */
  foot: number;
  lead: number;
}

/** Doc 9303-4 to -7: nominal sizes, and the position of the zone's last line. */
const sizes: Readonly<Record<FormatName, Size>> = {
  TD1: { width: 85.6, height: 54, foot: 5.5, lead: 5.9 },
  TD2: { width: 105, height: 74, foot: 8, lead: 6.35 },
  TD3: { width: 125, height: 88, foot: 9.4, lead: 6.35 },
  "MRV-A": { width: 120, height: 80, foot: 8, lead: 6.35 },
  "MRV-B": { width: 105, height: 74, foot: 8, lead: 6.35 },
};

/** Makes a page with a zone: its paper, portrait, texts, print, and wear. */
export function makePage(
  random: Random,
  format: FormatName,
  lines: readonly string[],
  condition: Condition,
): Page {
  const { width, height, foot, lead: nominalLead } = sizes[format];
  const pitch = 2.54 * random.between(0.985, 1.015);
  const lead = nominalLead * random.between(0.95, 1.06);
  const left = (width - (lines[0]?.length ?? 0) * pitch) / 2 + random.between(-1.5, 1.5);
  const baseline = height - foot + random.between(-1.2, 1.2) - (lines.length - 1) * lead;
  const print = printZone(random, lines, { left, baseline, pitch, lead });
  const ground = paper(random, width, height);
  lighten(ground, random, Math.round((baseline - 0.8 * lead) * groundScale));
  furnish(ground, random, format, baseline - lead);
  return { width, height, ground, print, ...use(random, width, height, condition) };
}

/** Paper with waves; its grey from light to medium. */
export function paper(random: Random, width: number, height: number, amplitude?: number): Plane {
  const ground = plane(
    Math.round(width * groundScale),
    Math.round(height * groundScale),
    random.between(165, 248),
  );
  addWaves(ground, random, random.int(1, 3), amplitude ?? random.between(0, 14));
  return ground;
}

/** Wear: ink rubbed off in patches; laminate, a hologram, scratches and dirt over everything. */
export function use(
  random: Random,
  width: number,
  height: number,
  { wear, laminate }: Condition,
): { wear: Plane; cover: Plane } {
  const columns = Math.round(width * coverScale);
  const rows = Math.round(height * coverScale);
  const rubbed = smoothNoise(random, columns, rows, random.int(12, 60));
  const threshold = 1 - 0.3 * wear;
  const { data } = rubbed;
  for (let at = 0; at < data.length; at++)
    data[at] = Math.min(0.9, Math.max(0, ((data[at] ?? 0) - threshold) * 6)) * wear;
  const cover = smoothNoise(random, columns, rows, random.int(3, 8));
  const haze = 60 * laminate * random.next();
  for (let at = 0; at < cover.data.length; at++) cover.data[at] = haze * ((cover.data[at] ?? 0) - 0.3);
  if (random.chance(laminate)) addWaves(cover, random, 2, 14 * laminate);
  addScratches(cover, random, Math.round(30 * wear * random.next()), 90 * wear);
  return { wear: rubbed, cover };
}

/** Many documents have a light strip under the zone. */
function lighten(ground: Plane, random: Random, from: number): void {
  if (random.chance(0.4)) return;
  const light = random.between(205, 250);
  for (let at = Math.max(0, from) * ground.width; at < ground.data.length; at++)
    ground.data[at] = (ground.data[at] ?? 0) * 0.3 + light * 0.7;
}

function furnish(ground: Plane, random: Random, format: FormatName, free: number): void {
  const small = format === "TD1";
  if (!small || random.chance(0.4)) {
    const width = (small ? 20 : 33) * groundScale;
    const height = ground.height * (small ? 0.38 : 0.44);
    paintPortrait(ground, random, { left: 5 * groundScale, top: ground.height * 0.2, width, height });
  }
  for (let y = random.between(4, 8); y < free - 1; y += random.between(3, 8)) {
    const left = ground.width * random.between(small ? 0.05 : 0.38, 0.55);
    paintText(ground, random, {
      left,
      baseline: y * groundScale,
      size: random.between(1.4, 3) * groundScale,
    });
  }
}
