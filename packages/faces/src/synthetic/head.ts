import type { Colour, Solid, Vector } from "./solid.ts";

/** What makes one invented head look other than the next. */
export interface Looks {
  skin: Colour;
  hair: Colour;
  iris: Colour;
  /** Shares around 1. */
  faceWidth: number;
  eyeSpacing: number;
  noseLength: number;
  mouthWidth: number;
  browWeight: number;
  /** From 0 (none) to 1. */
  beard: number;
}

export function looksOf(random: () => number): Looks {
  const between = (low: number, high: number) => low + (high - low) * random();
  const tone = between(0.4, 1.05);
  const dark = between(0.05, 0.9);
  return {
    skin: [232 * tone, 190 * tone ** 1.25, 162 * tone ** 1.45],
    hair: [200 * dark, 150 * dark, 110 * dark],
    iris: [between(40, 110), between(50, 110), between(40, 130)],
    faceWidth: between(0.86, 1.14),
    eyeSpacing: between(0.88, 1.12),
    noseLength: between(0.7, 1.3),
    mouthWidth: between(0.7, 1.3),
    browWeight: between(0.6, 1.7),
    beard: random() < 0.4 ? between(0.5, 0.9) : 0,
  };
}

const black: Colour = [25, 18, 16];
const white: Colour = [236, 232, 226];

/** The solids of a head; the face looks along z. */
export function headOf(looks: Looks): Solid[] {
  const { skin, hair, faceWidth } = looks;
  const plain = (colour: Colour) => () => colour;
  const nose = scaled(skin, 1.03);
  return [
    { centre: [0, 0, 0], radii: [0.72 * faceWidth, 1, 0.8], colourAt: (place) => faceColour(looks, place) },
    {
      centre: [0, -0.05, 0.78],
      radii: [0.1, 0.24 * looks.noseLength, 0.12],
      colourAt: plain(nose),
    },
    { centre: [0, -0.2 * looks.noseLength, 0.82], radii: [0.11, 0.08, 0.12], colourAt: (p) => tip(nose, p) },
    { centre: [-0.74 * faceWidth, 0, -0.1], radii: [0.08, 0.2, 0.12], colourAt: plain(scaled(skin, 0.9)) },
    { centre: [0.74 * faceWidth, 0, -0.1], radii: [0.08, 0.2, 0.12], colourAt: plain(scaled(skin, 0.9)) },
    { centre: [0, 0.22, -0.22], radii: [0.82 * faceWidth, 0.95, 0.85], colourAt: plain(hair) },
    { centre: [0, -1.3, -0.25], radii: [0.42, 0.9, 0.4], colourAt: plain(scaled(skin, 0.85)) },
    { centre: [0, -2.25, -0.4], radii: [1.5, 0.75, 0.6], colourAt: plain([62, 74, 98]) },
  ];
}

function tip(colour: Colour, [x, y]: Vector): Colour {
  const nostril = blob(Math.abs(x) - 0.05, y + 0.25, 0.03, 0.02);
  return mixed(colour, black, 0.8 * nostril);
}

/** Paints the features on the front of the face, from the skin up. */
function faceColour(looks: Looks, [x, y, z]: Vector): Colour {
  const { skin, iris, eyeSpacing, mouthWidth, browWeight, hair, beard } = looks;
  if (z < 0) return skin;
  const side = Math.abs(x) - 0.29 * eyeSpacing;
  const [eye, brow, mouth] = [y - 0.1, y - 0.3 + 0.6 * side * side, y + 0.47];
  let colour = mixed(skin, [205, 110, 100], 0.16 * blob(Math.abs(x) - 0.36, y + 0.2, 0.2, 0.16));
  colour = mixed(colour, scaled(skin, 0.55), 0.55 * blob(side, eye - 0.02, 0.2, 0.12));
  colour = mixed(colour, scaled(skin, 0.6), 0.5 * blob(x, y + 0.33, 0.12, 0.05));
  colour = mixed(colour, scaled(skin, 0.65), 0.5 * blob(x, y + 0.62, 0.14, 0.05));
  colour = mixed(colour, scaled(skin, 0.7), 0.35 * blob(Math.abs(x) - 0.13, y, 0.05, 0.25));
  colour = mixed(colour, hair, 0.85 * within(side / 0.19, brow / (0.035 * browWeight)));
  colour = mixed(colour, black, 0.8 * within(side / 0.155, (eye - 0.012) / 0.078));
  colour = mixed(colour, white, within(side / 0.14, eye / 0.058));
  const open = within(side / 0.14, eye / 0.062);
  colour = mixed(colour, iris, open * within(side / 0.062, eye / 0.062));
  colour = mixed(colour, black, open * within(side / 0.03, eye / 0.03));
  colour = mixed(colour, white, open * within((side - 0.018) / 0.012, (eye - 0.022) / 0.012));
  const jaw = Math.min(1, Math.max(0, (-0.28 - y + 0.5 * (x * x)) / 0.08));
  colour = mixed(colour, hair, beard * jaw * (1 - within(x / (0.3 * mouthWidth), mouth / 0.09)));
  const lips: Colour = [skin[0] * 0.78, skin[1] * 0.52, skin[2] * 0.54];
  const bow = mouth - 0.02 + 0.25 * (Math.abs(x) - 0.06) ** 2;
  colour = mixed(colour, lips, 0.9 * within(x / (0.27 * mouthWidth), bow / 0.075));
  return mixed(colour, black, 0.7 * within(x / (0.25 * mouthWidth), (mouth - 0.02) / 0.012));
}

/** 1 within the ellipse around 0, 0 outside, with a soft border. */
function within(x: number, y: number): number {
  return Math.min(1, Math.max(0, (1.12 - Math.hypot(x, y)) / 0.24));
}

/** A soft spot. */
function blob(x: number, y: number, width: number, height: number): number {
  return Math.exp(-((x / width) ** 2) - (y / height) ** 2);
}

function mixed(a: Colour, b: Colour, share: number): Colour {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

function scaled([red, green, blue]: Colour, factor: number): Colour {
  return [red * factor, green * factor, blue * factor];
}
