/**
 * Whether one of several users of a shared capacity may take one more unit. Freely while plenty is
 * left; the last sixteenth goes to users who have less than what is left, so that latecomers find
 * some.
 */
export function mayHaveMore(mine: number, free: number, total: number): boolean {
  return free > 0 && (free >= total / 16 || mine < free);
}
