import type { Point } from "../picture/frame.ts";
import type { Candidate } from "./candidates.ts";

/** Candidates that overlap by more than this (intersection over union) are one face. */
const sameFace = 0.3;

/** One candidate for each face, the surest first: the mean of all that overlap it, weighted by their scores. */
export function merge(found: readonly Candidate[]): Candidate[] {
  const left = [...found].sort((a, b) => b.score - a.score);
  const faces: Candidate[] = [];
  while (left[0] !== undefined) {
    const surest = left[0];
    const same = left.filter((other) => other === surest || overlap(surest, other) > sameFace);
    faces.push(meanOf(surest.score, same));
    left.splice(0, left.length, ...left.filter((other) => !same.includes(other)));
  }
  return faces;
}

/** The intersection of two boxes over their union. */
function overlap(a: Candidate, b: Candidate): number {
  const across = shared(a.centre.x, a.width, b.centre.x, b.width);
  const down = shared(a.centre.y, a.height, b.centre.y, b.height);
  const both = across * down;
  return both / (a.width * a.height + b.width * b.height - both);
}

function shared(a: number, lengthOfA: number, b: number, lengthOfB: number): number {
  const end = Math.min(a + lengthOfA / 2, b + lengthOfB / 2);
  return Math.max(0, end - Math.max(a - lengthOfA / 2, b - lengthOfB / 2));
}

function meanOf(score: number, same: readonly Candidate[]): Candidate {
  const total = same.reduce((sum, each) => sum + each.score, 0);
  const weighted = (of: (each: Candidate) => number) =>
    same.reduce((sum, each) => sum + each.score * of(each), 0) / total;
  const place = (of: (each: Candidate) => Point): Point => ({
    x: weighted((each) => of(each).x),
    y: weighted((each) => of(each).y),
  });
  return {
    score,
    centre: place(({ centre }) => centre),
    width: weighted(({ width }) => width),
    height: weighted(({ height }) => height),
    eyes: [place(({ eyes }) => eyes[0]), place(({ eyes }) => eyes[1])],
    nose: place(({ nose }) => nose),
  };
}
