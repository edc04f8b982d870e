const leastPresence = 0.3;
/** Two peaks closer than this, in frames, are one character. */
const leastDistance = 2.1;

/** A character's middle: its position in frames, with a fraction, and its confidence. */
export interface Peak {
  at: number;
  weight: number;
}

/** The peaks of presence, to a fraction of a frame, by the parabola through three values. */
export function findPeaks(presence: Float32Array): Peak[] {
  const peaks: Peak[] = [];
  for (let frame = 1; frame < presence.length - 1; frame++) {
    const [before, weight, after] = [
      presence[frame - 1] ?? 0,
      presence[frame] ?? 0,
      presence[frame + 1] ?? 0,
    ];
    if (weight <= leastPresence || weight < before || weight <= after) continue;
    const bend = before - 2 * weight + after;
    const at = frame + (bend < -1e-6 ? (0.5 * (before - after)) / bend : 0);
    const last = peaks.at(-1);
    if (last === undefined || at - last.at >= leastDistance) peaks.push({ at, weight });
    else if (weight > last.weight) peaks[peaks.length - 1] = { at, weight };
  }
  return peaks;
}
