import { boxMean, runningMean } from "../../picture/box-mean.ts";
import { type Plane, plane } from "../../picture/plane.ts";

/** A row of print in a strip: its middle, its slope to the right, and its amount of ink. */
export interface Row {
  y: number;
  slope: number;
  ink: number;
}

const maxSlope = 0.05;
const slopeStep = 0.005;
/**
 * A row's minimum ink as a fraction of the row with the most, and its minimum distance from others
 * as a fraction of the lead.
 */
const leastInk = 0.35;
const leastGap = 0.6;

/**
 * Finds the rows of print in a strip that is cut along them, those with the most ink first; `lead`
 * is their expected distance.
 */
export function findRows(strip: Plane, lead: number): Row[] {
  const ink = inkOf(strip, Math.round(lead * 0.55));
  let best = { edges: -1, slope: 0, profile: profileOf(ink, 0) };
  for (let slope = -maxSlope; slope < maxSlope + slopeStep / 2; slope += slopeStep) {
    const profile = profileOf(ink, slope);
    const edges = edgesOf(profile);
    if (edges > best.edges) best = { edges, slope, profile };
  }
  const smooth = smoothed(best.profile, Math.max(2, Math.round(lead * 0.2)));
  return peaksOf(smooth, lead, best.slope);
}

/**
 * How much darker each pixel is than its surroundings, limited so that specks and deep black count
 * little; of that, the part that changes along the row: characters do, the edge of a page or a
 * ruled line does not.
 */
function inkOf(strip: Plane, radius: number): Plane {
  const around = boxMean(strip, radius);
  const dark = plane(strip.width, strip.height);
  for (let at = 0; at < dark.data.length; at++)
    dark.data[at] = Math.min(40, Math.max(0, (around.data[at] ?? 0) - (strip.data[at] ?? 0) - 3));
  const along = plane(strip.width, strip.height);
  for (let y = 0; y < strip.height; y++)
    runningMean(dark.data, along.data, y * strip.width, 1, strip.width, radius);
  for (let at = 0; at < dark.data.length; at++)
    dark.data[at] = Math.abs((dark.data[at] ?? 0) - (along.data[at] ?? 0));
  return dark;
}

function profileOf({ width, height, data }: Plane, slope: number): Float32Array {
  const profile = new Float32Array(height);
  for (let x = 0; x < width; x++) {
    const rise = Math.round((x - width / 2) * slope);
    for (let y = Math.max(0, -rise); y < Math.min(height, height - rise); y++)
      profile[y] = (profile[y] ?? 0) + (data[(y + rise) * width + x] ?? 0);
  }
  return profile;
}

function edgesOf(profile: Float32Array): number {
  let sum = 0;
  for (let y = 1; y < profile.length; y++) sum += ((profile[y] ?? 0) - (profile[y - 1] ?? 0)) ** 2;
  return sum;
}

function smoothed(profile: Float32Array, radius: number): Float32Array {
  return profile.map((_, y) => {
    const part = profile.subarray(Math.max(0, y - radius), y + radius + 1);
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}

function peaksOf(profile: Float32Array, lead: number, slope: number): Row[] {
  const most = profile.reduce((a, b) => Math.max(a, b), 0);
  const peaks: Row[] = [];
  for (let y = 1; y < profile.length - 1; y++) {
    const ink = profile[y] ?? 0;
    if (ink >= (profile[y - 1] ?? 0) && ink > (profile[y + 1] ?? 0) && ink > leastInk * most)
      peaks.push({ y, slope, ink });
  }
  peaks.sort((a, b) => b.ink - a.ink);
  const kept: Row[] = [];
  for (const peak of peaks)
    if (kept.every(({ y }) => Math.abs(y - peak.y) > leastGap * lead)) kept.push(peak);
  return kept;
}
