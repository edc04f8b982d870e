/**
 * Whether one of many may have one more of what all share, such as slots: freely as long as plenty is left. The last
 * sixteenth goes to those who have less of it than is left, so that whoever comes late finds some.
 */
export function mayHaveMore(mine: number, free: number, total: number): boolean {
  return free > 0 && (free >= total / 16 || mine < free);
}
