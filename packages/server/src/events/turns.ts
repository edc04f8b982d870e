/** Events of one call after which other work gets a turn: they take some 2 ms. */
const eventsPerTurn = 16;

/** Lets other work run once a call has had its turn; null, at no cost, before that. */
export function turnEnd(place: number): Promise<void> | null {
  return place > 0 && place % eventsPerTurn === 0 ? new Promise((resolve) => setImmediate(resolve)) : null;
}
