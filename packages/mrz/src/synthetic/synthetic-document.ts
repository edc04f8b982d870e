import { type FormatName, formats } from "../document/formats.ts";
import type { Grey } from "../picture/plane.ts";
import { photograph } from "./camera/photograph.ts";
import { layPage } from "./camera/view.ts";
import type { Holder } from "./document/holder.ts";
import { type Invented, inventDocument } from "./document/invent.ts";
import { makePage } from "./document/page.ts";
import { zoneLines } from "./document/zone-lines.ts";
import { type LevelName, levels } from "./levels.ts";
import { createRandom, type Random } from "./random.ts";

/** A picture of an invented document, and its contents. */
export interface SyntheticDocument {
  picture: Grey;
  format: FormatName;
  lines: readonly string[];
}

const frameWidth = 1600;

/**
 * Draws the document of a seed at a level: the same seed and level give the same picture to the
 * last pixel. People, numbers and designs are invented; no pictures of real documents are used. The
 * picture's sides are 4 to 3.
 */
export function syntheticDocument(seed: number, name: LevelName, width = frameWidth): SyntheticDocument {
  const random = createRandom(seed * 8 + Object.keys(levels).indexOf(name));
  return draw(random, inventDocument(random), name, width);
}

/** The same for a given holder's document, with valid check digits. */
export function documentOf(
  holder: Holder,
  format: FormatName,
  seed: number,
  name: LevelName,
  width = frameWidth,
): SyntheticDocument {
  const known = formats.find((one) => one.name === format);
  if (known === undefined) throw new Error(`no format ${format}`);
  return draw(createRandom(seed), { format: known, lines: zoneLines(holder, known) }, name, width);
}

function draw(
  random: Random,
  { format, lines }: Invented,
  name: LevelName,
  width: number,
): SyntheticDocument {
  const level = levels[name];
  const frame = { width, height: Math.round(width * 0.75), blurScale: width / frameWidth };
  const page = makePage(random, format.name, lines, {
    wear: level.wear * random.next(),
    laminate: level.laminate * random.next(),
  });
  const quarterTurns = random.chance(level.turnedShare) ? random.int(1, 3) : 0;
  const view = layPage(random, page, frame, { ...level, quarterTurns });
  const picture = photograph(random, page, view, level, frame);
  return { picture, format: format.name, lines };
}
