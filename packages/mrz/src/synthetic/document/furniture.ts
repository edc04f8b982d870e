import { alphabet } from "../../document/alphabet.ts";
import type { Plane } from "../../picture/plane.ts";
import { distanceAt } from "../font/distance-field.ts";
import { cellUnits, drawing } from "../font/drawings.ts";
import type { Random } from "../random.ts";

/** A rectangle in pixels. */
interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Paints a head and shoulders, detailed enough for a reader of text. */
export function paintPortrait(to: Plane, random: Random, { left, top, width, height }: Box): void {
  const [ground, skin, hair, clothes] = [
    random.between(150, 240),
    random.between(60, 220),
    random.between(20, 180),
    random.between(20, 220),
  ];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [x / width - 0.5, y / height - 0.45];
      const head = (u / 0.24) ** 2 + (v / 0.3) ** 2;
      const shoulders = (u / 0.5) ** 2 + ((v - 0.6) / 0.32) ** 2;
      const features = 14 * Math.sin(u * 40) * Math.sin(v * 34);
      const value =
        head < 1 ? (v < -0.12 ? hair : skin + features) : shoulders < 1 ? clothes : ground - v * 20;
      setPixel(to, Math.round(left) + x, Math.round(top) + y, value);
    }
  }
}

/** Prints a line of text in the page's upper part: letters that are not a zone. */
export function paintText(
  to: Plane,
  random: Random,
  place: { left: number; baseline: number; size: number },
): void {
  const font = drawing(random.pick(["round", "sharp", "strokes"]));
  const [wide, ink] = [random.between(0.55, 0.95), random.between(10, 110)];
  const unit = place.size / cellUnits;
  const length = random.int(3, 24);
  for (let index = 0; index < length; index++) {
    if (random.chance(0.15)) continue;
    const field = font.fields[random.int(0, alphabet.length - 2)];
    const small = random.chance(0.6) ? 0.75 : 1;
    if (field === undefined) continue;
    const x0 = place.left + index * place.size * wide;
    for (let y = 0; y < place.size * 1.2; y++) {
      for (let x = 0; x < place.size * wide; x++) {
        const distance = distanceAt(field, x / unit / wide, (place.size * 1.1 - y) / unit / small);
        if (distance * unit < 0.5)
          setPixel(to, Math.round(x0 + x), Math.round(place.baseline - place.size * 1.1 + y), ink);
      }
    }
  }
}

function setPixel({ width, height, data }: Plane, x: number, y: number, value: number): void {
  if (x >= 0 && y >= 0 && x < width && y < height) data[y * width + x] = value;
}
