import { alphabet } from "../../document/alphabet.ts";
import { distanceAt } from "../font/distance-field.ts";
import { cellUnits, type Drawing, drawing } from "../font/drawings.ts";
import type { Random } from "../random.ts";

/** A zone as printed on a page; lengths in millimetres from the page's upper left corner. */
export interface ZonePrint {
  lines: readonly string[];
  left: number;
  /** The baseline of the first line. */
  baseline: number;
  pitch: number;
  lead: number;
  font: Drawing;
  /** Millimetres per unit of the font's paths, horizontally and vertically. */
  unitX: number;
  unitY: number;
  slant: number;
  /** Added to the pen's width, in units: more is bolder. */
  weight: number;
  /** How dark the ink is, and how much of the background shows through it. */
  luminance: number;
  opacity: number;
  /** The displacement of each character, x and y alternating, in units. */
  offsets: Float32Array;
}

/** Doc 9303-3, 4.1: OCR-B size 1, ten characters per inch. Printers differ by a percent or two. */
const nominalPitch = 2.54;

/** Prints lines with a random drawing, weight and ink. */
export function printZone(
  random: Random,
  lines: readonly string[],
  place: { left: number; baseline: number; pitch: number; lead: number },
): ZonePrint {
  const size = random.between(0.95, 1.06);
  const offsets = new Float32Array(2 * lines.length * (lines[0]?.length ?? 0));
  const loose = random.pick([0, 4, 10]);
  for (let at = 0; at < offsets.length; at++) offsets[at] = random.between(-loose, loose);
  return {
    lines,
    ...place,
    font: drawing(random.pick(["round", "round", "sharp", "strokes"])),
    unitX: (nominalPitch / cellUnits) * size * random.between(0.95, 1.05),
    unitY: (nominalPitch / cellUnits) * size,
    slant: random.chance(0.2) ? random.between(-0.04, 0.04) : 0,
    weight: random.between(-22, 40),
    luminance: random.between(5, 80),
    opacity: random.between(0.8, 1),
    offsets,
  };
}

/**
 * How much of a pixel the ink covers, 0 to 1, at a point of the page; `scale` is pixels per
 * millimetre.
 */
export function inkAt(print: ZonePrint, u: number, v: number, scale: number): number {
  const row = Math.floor((v - print.baseline) / print.lead + 0.75);
  const column = Math.floor((u - print.left) / print.pitch);
  const character = print.lines[row]?.charCodeAt(column);
  if (character === undefined || !(character > 0)) return 0;
  const field = print.font.fields[classOf[character] ?? 0];
  if (field === undefined) return 0;
  const offset = 2 * (row * (print.lines[0]?.length ?? 0) + column);
  const y = (print.baseline + row * print.lead - v) / print.unitY + (print.offsets[offset + 1] ?? 0);
  const across = u - print.left - (column + 0.5) * print.pitch;
  const x = across / print.unitX + cellUnits / 2 - print.slant * y + (print.offsets[offset] ?? 0);
  const edge = distanceAt(field, x, y) - print.weight / 2;
  const covered = 0.5 - edge * print.unitY * scale;
  return covered <= 0 ? 0 : covered >= 1 ? 1 : covered;
}

/** A character's index in the alphabet, by its code. */
const classOf: readonly number[] = Array.from({ length: 128 }, (_, code) =>
  Math.max(0, alphabet.indexOf(String.fromCharCode(code))),
);
