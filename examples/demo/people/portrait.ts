import { encodePng } from "./png.ts";

export type Colour = readonly [red: number, green: number, blue: number];

/** What tells one invented face from another. */
export interface Face {
  skin: Colour;
  hair: Colour;
  cloth: Colour;
  wall: Colour;
  eyes: Colour;
  /** How far the hair falls. */
  hairLength: "short" | "ears" | "shoulders";
  beard: boolean;
  glasses: boolean;
  /** The face's width relative to its height: 0.85 narrow to 1.1 broad. */
  breadth: number;
  /** Large eyes in a small head. */
  infant: boolean;
}

const [width, height] = [240, 320];
const middle = width / 2;

// Places in the palette.
const [wall, cloth, collar, skin, shadow, lips, hair, iris, pale, line] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** A drawing that nobody takes for a photograph of anybody: a PNG of 240 x 320 pixels, some kilobytes. */
export function drawPortrait(face: Face): Buffer {
  const pixels = new Uint8Array(width * height).fill(wall);
  /** Fills the ellipse around (x, y), from the row `top` to the row `bottom`. */
  const oval = (colour: number, x: number, y: number, rx: number, ry: number, top = 0, bottom = height) => {
    for (let row = Math.max(top, Math.ceil(y - ry)); row < Math.min(bottom, y + ry); row++) {
      const half = rx * Math.sqrt(Math.max(0, 1 - ((row - y) / ry) ** 2));
      const from = Math.max(0, Math.round(x - half));
      const to = Math.min(width, Math.round(x + half));
      if (to > from) pixels.fill(colour, row * width + from, row * width + to);
    }
  };
  const pair = (draw: (side: -1 | 1) => void) => {
    draw(-1);
    draw(1);
  };

  const size = face.infant ? 0.86 : 1;
  const [rx, ry, y] = [68 * face.breadth * size, 86 * size, 150];
  if (face.hairLength === "shoulders") oval(hair, middle, y + 26, rx + 22, ry + 44);
  oval(cloth, middle, height + 20, 112 * size, 92);
  oval(collar, middle, height - 62, 40, 22);
  oval(shadow, middle, y + ry - 2, 27 * size, 40);
  if (face.hairLength !== "short") oval(hair, middle, y - 8, rx + 13, ry + 4, 0, y + 40);
  pair((side) => oval(shadow, middle + side * rx, y + 4, 10, 17));
  oval(hair, middle, y - 12, rx + 8, ry + (face.infant ? 2 : 12), 0, y - 10);
  oval(skin, middle, y, rx, ry);
  oval(hair, middle, y - ry + (face.infant ? 4 : 16), rx * 0.86, face.infant ? 12 : 28, 0, y - ry * 0.45);
  if (face.beard) {
    oval(hair, middle, y + 44, rx * 0.8, 46, y + 30);
    oval(skin, middle, y + 30, rx * 0.72, 20);
  }
  const eye = face.infant ? 13 : 11;
  pair((side) => {
    const x = middle + side * 28 * face.breadth;
    oval(hair, x, y - 22, 15, 4);
    oval(pale, x, y, eye + 3, eye - 2);
    oval(iris, x, y, eye - 4, eye - 4);
    oval(line, x, y, eye - 8, eye - 8);
    oval(pale, x + 2, y - 2, 2, 2);
  });
  oval(shadow, middle, y + 26, 8, 7);
  oval(lips, middle, y + 50, 20, 7, y + 49);
  oval(lips, middle, y + 50, 16, 3);
  if (face.glasses) {
    pair((side) => ring(pixels, middle + side * 28 * face.breadth, y, 22));
    pixels.fill(line, (y - 2) * width + middle - 7, (y - 2) * width + middle + 7);
    pixels.fill(line, (y - 1) * width + middle - 7, (y - 1) * width + middle + 7);
  }
  return encodePng(width, height, pixels, palette(face));
}

function ring(pixels: Uint8Array, x: number, y: number, radius: number): void {
  for (let row = y - radius - 2; row <= y + radius + 2; row++) {
    for (let column = Math.floor(x - radius - 2); column <= x + radius + 2; column++) {
      if (Math.abs(Math.hypot(column - x, row - y) - radius) < 1.4) pixels[row * width + column] = line;
    }
  }
}

function palette(face: Face): Colour[] {
  const shifted = ([red, green, blue]: Colour, by: number): Colour => {
    const part = (value: number) => Math.max(0, Math.min(255, value + by));
    return [part(red), part(green), part(blue)];
  };
  return [
    face.wall,
    face.cloth,
    shifted(face.cloth, -32),
    face.skin,
    shifted(face.skin, -24),
    [176, 88, 86],
    face.hair,
    face.eyes,
    [252, 252, 250],
    [44, 38, 40],
  ];
}
