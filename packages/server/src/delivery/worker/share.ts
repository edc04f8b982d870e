/**
 * Whether one of several users of a shared capacity may take one more unit. Always while plenty is
 * left; the last sixteenth goes to users who have less than what is left, so that latecomers get
 * some.
 */
export function mayHaveMore(mine: number, free: number, total: number): boolean {
  return free > 0 && (free >= total / 16 || mine < free);
}

/** How many units one may take in a row by {@link mayHaveMore}. */
export function roomFor(mine: number, free: number, total: number): number {
  const freely = Math.max(0, Math.floor(free - total / 16) + 1);
  const first = Math.min(free, freely);
  const [mineThen, freeThen] = [mine + first, free - first];
  return first + Math.max(0, Math.ceil((freeThen - mineThen) / 2));
}
