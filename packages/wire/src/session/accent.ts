/** The ground of cards in the dark theme; white is that of the light one. */
const darkGround = "#161c1b";
const leastContrast = 4.5;

/** A colour for both themes: each with a contrast of at least 4.5:1 to its ground. */
export interface Accent {
  light: string;
  dark: string;
}

/** The contrast of two colours (`#rrggbb`) by WCAG 2.2, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Whether white text can be read on the colour, and the colour on white. */
export function isReadableOnWhite(colour: string): boolean {
  return contrast(colour, "#ffffff") >= leastContrast;
}

/**
 * The colour as it is in the light theme, and lightened for the dark one until it can be read
 * there.
 */
export function accentOf(colour: string): Accent {
  for (let share = 0; share < 1; share += 0.05) {
    const dark = lightened(colour, share);
    if (contrast(dark, darkGround) >= leastContrast) return { light: colour, dark };
  }
  return { light: colour, dark: "#ffffff" };
}

function lightened(colour: string, share: number): string {
  const parts = channels(colour).map((value) => Math.round(value + (255 - value) * share));
  return `#${parts.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
