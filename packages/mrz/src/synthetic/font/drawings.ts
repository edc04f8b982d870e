import { type DistanceField, fieldOfOutline, fieldOfStrokes } from "./distance-field.ts";
import { roundOutlines, sharpOutlines } from "./outlines.ts";
import { strokes } from "./strokes.ts";

/** The width of a character's cell, in units of a path. */
export const cellUnits = 723;

/** A drawing of the font: a field for each character, in the alphabet's order. */
export interface Drawing {
  name: "round" | "sharp" | "strokes";
  fields: readonly DistanceField[];
}

const pen = 92;
const made = new Map<Drawing["name"], Drawing>();

/** A drawing by its name, computed once: some 50 ms each. */
export function drawing(name: Drawing["name"]): Drawing {
  const known = made.get(name);
  if (known) return known;
  const fields = {
    round: () => roundOutlines.map(fieldOfOutline),
    sharp: () => sharpOutlines.map(fieldOfOutline),
    strokes: () => strokes.map((path) => fieldOfStrokes(path, pen)),
  }[name]();
  const fresh = { name, fields };
  made.set(name, fresh);
  return fresh;
}
