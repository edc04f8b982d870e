import type { Frame } from "../picture/frame.ts";
import type { Scales } from "../picture/scales.ts";

/**
 * The parts of a picture in which faces are looked for, in stages: a stage is looked at if those before showed none, and
 * what the best of its views shows counts. First the whole picture, upright and upside down: the detector finds faces
 * in any turn, but takes some that are upside down for upright ones, with a lower score. Then nine overlapping parts of
 * half its size, in which small faces (of a document photographed from afar) are twice as large.
 */
export function views({ width, height }: Scales): Frame[][] {
  const whole = (angle: number): Frame => ({
    centre: { x: width / 2, y: height / 2 },
    side: Math.max(width, height),
    angle,
  });
  const half = Math.max(width, height) / 2;
  const across = positions(width, half);
  const parts = positions(height, half).flatMap((y) =>
    across.map((x) => [{ centre: { x, y }, side: half, angle: 0 }]),
  );
  return [[whole(0), whole(Math.PI)], ...parts];
}

/** The middles of three parts, or of one if it covers the whole length. */
function positions(length: number, part: number): number[] {
  if (length <= part) return [length / 2];
  return [part / 2, length / 2, length - part / 2];
}
