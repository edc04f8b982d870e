import type { Picture } from "../picture/picture.ts";
import { headOf, looksOf } from "./head.ts";
import { randomOf } from "./random.ts";
import { firstHit, type Solid, type Vector } from "./solid.ts";

/** How the head is placed in the picture and lit. */
export interface Portrait {
  /** Which invented head. */
  seed: number;
  width?: number;
  height?: number;
  /** The head's middle and height, as shares of the picture's width and height. */
  x?: number;
  y?: number;
  size?: number;
  /** Degrees, as in `Pose`. */
  yaw?: number;
  pitch?: number;
  roll?: number;
  /** 1 is ordinary. */
  light?: number;
}

const lamp: Vector = [-0.35, 0.45, 0.82];
/** How far head and shoulders reach from the middle of the head, to the sides and downwards. */
const widest = 1.75;
const tallest = 3.2;
/** How much noise a pixel has, out of 255. */
const grain = 6;

/** A head that nobody has, as a picture. The same portrait gives the same picture. */
export function drawFace(portrait: Portrait): Picture {
  const { width = 240, height = 320 } = portrait;
  const picture = { width, height, data: new Uint8Array(width * height * 3) };
  const noise = randomOf(portrait.seed + 1);
  for (let at = 0; at < picture.data.length; at += 3) {
    const shade = 150 + 40 * (at / picture.data.length) + grain * (noise() - 0.5);
    picture.data.set([shade, shade + 4, shade + 8], at);
  }
  drawInto(picture, portrait);
  return picture;
}

/** Draws a head over what a picture already shows. */
export function drawInto(picture: Picture, portrait: Portrait): void {
  const { width, height, data } = picture;
  const { x = 0.5, y = 0.45, size = 0.55, light = 1 } = portrait;
  const solids = headOf(looksOf(randomOf(portrait.seed)));
  const turn = turning(portrait);
  const unit = (size * height) / 2;
  const noise = randomOf(portrait.seed + 2);
  const across = reach(x * width, unit * (portrait.roll ? tallest : widest), width);
  const down = reach(y * height, unit * tallest, height);
  for (let row = down.from; row < down.to; row++)
    for (let column = across.from; column < across.to; column++) {
      const [sum, hits] = sampled(
        solids,
        turn,
        (column - x * width) / unit,
        (y * height - row) / unit,
        1 / unit,
      );
      if (hits === 0) continue;
      const at = (row * width + column) * 3;
      const cover = hits / 4;
      for (let c = 0; c < 3; c++) {
        const drawn = light * ((sum[c] ?? 0) / hits) + grain * (noise() - 0.5);
        data[at + c] = Math.min(255, Math.max(0, drawn * cover + (data[at + c] ?? 0) * (1 - cover)));
      }
    }
}

function reach(middle: number, length: number, most: number): { from: number; to: number } {
  return { from: Math.max(0, Math.floor(middle - length)), to: Math.min(most, Math.ceil(middle + length)) };
}

/** The colours of four rays through one pixel, added, and how many of them hit. */
function sampled(
  solids: readonly Solid[],
  turn: (vector: Vector) => Vector,
  x: number,
  y: number,
  pixel: number,
): [sum: number[], hits: number] {
  const sum = [0, 0, 0];
  let hits = 0;
  const towards = turn([0, 0, -1]);
  for (const i of [0.25, 0.75])
    for (const j of [0.25, 0.75]) {
      const hit = firstHit(solids, turn([x + i * pixel, y - j * pixel, 5]), towards);
      if (hit === null) continue;
      hits++;
      const shade = 0.5 + 0.6 * Math.max(0, dot(hit.normal, turn(lamp)));
      hit.solid.colourAt(hit.place).forEach((value, c) => {
        sum[c] = (sum[c] ?? 0) + value * shade;
      });
    }
  return [sum, hits];
}

/** From the camera's directions to the head's. */
function turning({ yaw = 0, pitch = 0, roll = 0 }: Portrait): (vector: Vector) => Vector {
  const [cosY, sinY] = sides(yaw);
  const [cosP, sinP] = sides(pitch);
  const [cosR, sinR] = sides(roll);
  return ([x, y, z]) => {
    const [x1, y1] = [x * cosR - y * sinR, x * sinR + y * cosR];
    const [y2, z2] = [y1 * cosP - z * sinP, y1 * sinP + z * cosP];
    return [x1 * cosY - z2 * sinY, y2, x1 * sinY + z2 * cosY];
  };
}

function sides(degrees: number): [cos: number, sin: number] {
  return [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
