import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { alphabet } from "../document/alphabet.ts";
import type { Grey } from "../picture/plane.ts";
import { cut, normalise } from "../reader/cut.ts";
import { frameStep, lineFloor, lineHeight, nominalPitch } from "../reader/sizes.ts";
import { photograph } from "../synthetic/camera/photograph.ts";
import { inverse, type Point, through, type View, viewOf } from "../synthetic/camera/view.ts";
import { inventDocument, inventText } from "../synthetic/document/invent.ts";
import { type Page, paper, use } from "../synthetic/document/page.ts";
import { printZone } from "../synthetic/document/zone-print.ts";
import { type Level, levels } from "../synthetic/levels.ts";
import { createRandom, type Random } from "../synthetic/random.ts";

/**
 * Writes the training data of the line network: node strips.ts FIRST-SEED COUNT FILE. Each example
 * is a window of a line, cut out as the reader does, with small errors: 24 x 256 signed bytes (24
 * levels are 1), then a class for each of its 64 frames (37: between characters).
 */
const windowWidth = 256;
const windowsPerLine = 2;
const blank = alphabet.length;

const [first = 0, count = 0] = process.argv.slice(2).map(Number);
const file = createWriteStream(process.argv[4] ?? "strips.bin");
for (let seed = first; seed < first + count; seed++) {
  for (const example of examplesOf(createRandom(seed))) {
    if (!file.write(example)) await once(file, "drain");
  }
}
file.end();

function examplesOf(random: Random): Uint8Array[] {
  const lines = random.chance(0.5)
    ? inventDocument(random).lines
    : inventText(random, 2, random.pick([30, 36, 44]));
  const page = zoneOnly(random, lines);
  const pitch = Math.exp(random.between(Math.log(7), Math.log(24)));
  const scale = pitch / page.print.pitch;
  const picture = {
    width: Math.ceil(page.width * scale) + 8,
    height: Math.ceil(page.height * scale) + 8,
    blurScale: 1,
  };
  const view = nearly(random, page, scale);
  const taken = photograph(random, page, view, conditions(random, pitch), picture);
  return lines.flatMap((_, row) => windowsOf(random, taken, page, view, row));
}

/** The page fills the picture, with each corner slightly displaced. */
function nearly(random: Random, page: Page, scale: number): View {
  const off = page.height * scale * 0.09;
  const corner = (u: number, v: number): Point => [
    u * scale + 4 + random.between(-off, off),
    v * scale + 4 + random.between(-off, off),
  ];
  return viewOf(
    [corner(0, 0), corner(page.width, 0), corner(page.width, page.height), corner(0, page.height)],
    page.width,
    page.height,
  );
}

function zoneOnly(random: Random, lines: readonly string[]): Page {
  const place = {
    left: random.between(6, 9),
    baseline: random.between(6.5, 8),
    pitch: 2.54 * random.between(0.98, 1.02),
    lead: 6.2 * random.between(0.92, 1.08),
  };
  const width = place.left * 2 + place.pitch * (lines[0]?.length ?? 0);
  const height = place.baseline + (lines.length - 1) * place.lead + random.between(3, 8);
  const ground = paper(random, width, height, random.between(0, 22));
  const used = use(random, width, height, { wear: 0.7 * random.next(), laminate: 0.6 * random.next() });
  return { width, height, ground, print: printZone(random, lines, place), ...used };
}

/** From a scan to worse than poor, in units of the pitch; sometimes characters are covered. */
function conditions(random: Random, pitch: number): Level {
  const bad = random.next();
  return {
    ...levels.poor,
    defocus: 0.16 * pitch * bad,
    motion: 0.35 * pitch * random.next(),
    noise: 15 * random.next(),
    quality: [38, 95],
    shade: 0.45,
    glareShare: random.chance(0.15) ? 1 : 0,
    fingersShare: random.chance(0.1) ? 1 : 0,
    covered: true,
  };
}

function windowsOf(random: Random, picture: Grey, page: Page, view: View, row: number): Uint8Array[] {
  const { print } = page;
  const text = print.lines[row] ?? "";
  const toPicture = inverse(view.toPage);
  const centre = (column: number) =>
    through(toPicture, print.left + (column + 0.5) * print.pitch, print.baseline + row * print.lead - 1.25);
  const [start, end] = [centre(0), centre(text.length - 1)];
  const pitch = Math.hypot(end[0] - start[0], end[1] - start[1]) / (text.length - 1);
  const angle = Math.atan2(end[1] - start[1], end[0] - start[0]) + random.between(-0.015, 0.015);
  const [dirX, dirY] = [Math.cos(angle), Math.sin(angle)];
  const scale = (pitch / nominalPitch) * random.between(0.87, 1.15);
  const off = pitch * random.between(-0.16, 0.16);
  const x = (start[0] + end[0]) / 2 - off * dirY + pitch * random.between(-1, 1) * dirX;
  const y = (start[1] + end[1]) / 2 + off * dirX + pitch * random.between(-1, 1) * dirY;
  const width = Math.ceil((text.length * nominalPitch * 1.15) / 4) * 4 + 64;
  const strip = cut(picture, { x, y, dirX, dirY, scale, width, height: lineHeight });
  normalise(strip, lineFloor);
  const places = Array.from(text, (_, column) => {
    const [px, py] = centre(column);
    return ((px - x) * dirX + (py - y) * dirY) / scale + width / 2;
  });
  return Array.from({ length: windowsPerLine }, () => {
    const from = Math.floor(random.between(0, (width - windowWidth) / frameStep)) * frameStep;
    const example = new Uint8Array(lineHeight * windowWidth + windowWidth / frameStep);
    for (let v = 0, at = 0; v < lineHeight; v++)
      for (let u = 0; u < windowWidth; u++, at++) {
        const value = Math.round((strip.data[v * width + from + u] ?? 0) * 24);
        example[at] = Math.min(127, Math.max(-127, value)) & 0xff;
      }
    example.set(classes(text, places, from), lineHeight * windowWidth);
    return example;
  });
}

/**
 * The class of each frame: that of a character whose middle is within about a quarter of the pitch.
 */
function classes(text: string, places: readonly number[], from: number): Uint8Array {
  const frames = new Uint8Array(windowWidth / frameStep).fill(blank);
  const pitch = ((places.at(-1) ?? 0) - (places[0] ?? 0)) / (places.length - 1);
  for (const [column, place] of places.entries()) {
    const low = Math.ceil((place - from - 0.27 * pitch) / frameStep - 0.5);
    const high = Math.floor((place - from + 0.27 * pitch) / frameStep - 0.5);
    for (let frame = Math.max(0, low); frame <= high && frame < frames.length; frame++)
      frames[frame] = alphabet.indexOf(text.charAt(column));
  }
  return frames;
}
