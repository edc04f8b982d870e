import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { frameHeight, frameWidth } from "../reader/sizes.ts";
import { photograph } from "../synthetic/camera/photograph.ts";
import { type Corners, inverse, layPage, type Point, through } from "../synthetic/camera/view.ts";
import { inventDocument } from "../synthetic/document/invent.ts";
import { makePage } from "../synthetic/document/page.ts";
import { levels } from "../synthetic/levels.ts";
import { createRandom, type Random } from "../synthetic/random.ts";

/**
 * Writes the training data of the zone network: node frames.ts FIRST-SEED COUNT FILE. Each example
 * is a frame of 336 x 448 pixels with a document in any position, followed by a mask of the same
 * size that is 255 on the zone.
 */
const [first = 0, count = 0] = process.argv.slice(2).map(Number);
const file = createWriteStream(process.argv[4] ?? "frames.bin");
for (let seed = first; seed < first + count; seed++) {
  for (const bytes of exampleOf(createRandom(seed))) if (!file.write(bytes)) await once(file, "drain");
}
file.end();

function exampleOf(random: Random): [picture: Uint8Array, mask: Uint8Array] {
  const { format, lines } = inventDocument(random);
  const page = makePage(random, format.name, lines, {
    wear: 0.6 * random.next(),
    laminate: 0.5 * random.next(),
  });
  const frame = { width: frameWidth, height: frameHeight, blurScale: 1 };
  const view = layPage(random, page, frame, {
    fill: [0.42, 1],
    turnDegrees: random.pick([4, 12, 25]),
    perspective: 0.07 * random.next(),
    quarterTurns: random.chance(0.4) ? random.int(1, 3) : 0,
  });
  const covered = random.chance(0.2);
  const conditions = {
    ...levels.poor,
    defocus: 1.1 * random.next(),
    motion: 2,
    quality: [50, 95] as const,
    covered,
  };
  const picture = photograph(random, page, view, { ...conditions, noise: 10, sharpening: 1 }, frame);
  const { print } = page;
  const right = print.left + print.pitch * (print.lines[0]?.length ?? 0);
  const top = print.baseline - 3.6;
  const bottom = print.baseline + (print.lines.length - 1) * print.lead + 1.1;
  const toPicture = inverse(view.toPage);
  const at = (u: number, v: number): Point => through(toPicture, u, v);
  const corners: Corners = [at(print.left, top), at(right, top), at(right, bottom), at(print.left, bottom)];
  return [picture.data, maskOf(corners)];
}

/** A pixel is inside if it is to the right of each side, clockwise. */
function maskOf(corners: Corners): Uint8Array {
  const mask = new Uint8Array(frameWidth * frameHeight);
  const sides = corners.map((from, index) => [from, corners[(index + 1) % 4] ?? from] as const);
  for (let y = 0, at = 0; y < frameHeight; y++)
    for (let x = 0; x < frameWidth; x++, at++) {
      const inside = sides.every(([a, b]) => (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]) >= 0);
      if (inside) mask[at] = 255;
    }
  return mask;
}
