/** How alike two faces are. */
export interface FaceComparison {
  /** Euclidean distance of the descriptions: 0 for the same picture; the more, the less alike. */
  distance: number;
  /** The same from 0 to 1, where more is more alike: `1 - distance`, at least 0. */
  score: number;
  /** Whether `score` is at least `leastFaceScore`. */
  alike: boolean;
}

/**
 * Below it, a person should look at the two pictures: it means no more, and neither does a score above it. No error
 * rate is published for it. It is strict: dlib's author calls faces one person's up to a distance of 0.6, that is from
 * a score of 0.4 on, and a look at two pictures costs less than to let a stranger pass.
 */
export const leastFaceScore = 0.5;

/** Compares what `describeFace` returned of two pictures. Throws a RangeError if one of them is not of 128 numbers. */
export function compareFaces(a: Float32Array, b: Float32Array): FaceComparison {
  if (a.length !== 128 || b.length !== 128) throw new RangeError("a description of a face has 128 numbers");
  let squares = 0;
  for (let at = 0; at < a.length; at++) squares += ((a[at] ?? 0) - (b[at] ?? 0)) ** 2;
  const distance = Math.sqrt(squares);
  const score = Math.max(0, 1 - distance);
  return { distance, score, alike: score >= leastFaceScore };
}
