/** After so many events of one call others get their turn: it takes some 2 ms. */
const eventsPerTurn = 16;

/** Lets other work run where a call has had its turn; null, at no cost, where it has not. */
export function turnEnd(place: number): Promise<void> | null {
  return place > 0 && place % eventsPerTurn === 0 ? new Promise((resolve) => setImmediate(resolve)) : null;
}
