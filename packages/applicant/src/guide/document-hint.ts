import type { Hint } from "./hints.ts";
import type { Measure } from "./measure.ts";

/** The reader's result for one frame; null if there is no reader. */
export type ZoneLook =
  | { found: false }
  | { found: true; trusted: boolean /** Share of the width. */; length: number };

/** Shares of the frame: a zone's lines are 0.77 of its width if the outline is filled. */
const leastZoneLength = 0.5;
const leastBrightness = 0.22;
const mostGlare = 0.06;
const mostMotion = 0.05;
const leastSharpness = 0.12;

/**
 * The one thing that helps most. `side`: what of the machine-readable zone is to be seen here; the front of a card has
 * none.
 */
export function documentHint(
  { brightness, sharpness, glare }: Measure,
  motion: number,
  zone: ZoneLook | null,
  side: "zone" | "no-zone",
): Hint {
  if (zone?.found && side === "no-zone") return "turnOver";
  if (zone?.found && zone.trusted) return "taking";
  if (brightness < leastBrightness) return "light";
  if (zone?.found && zone.length < leastZoneLength) return "closer";
  if (glare > mostGlare) return "glare";
  if (motion > mostMotion || zone?.found) return "hold";
  if (side === "zone" && zone !== null) return "aim";
  return sharpness < leastSharpness ? "hold" : "good";
}
