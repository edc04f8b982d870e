/** A place in the walk: the rows of one webhook that wake in one second. */
export interface Lot {
  /** As Postgres writes it. */
  wakesAt: string;
  webhookId: string;
}

/** How far a round of the walk has come. */
export interface Round {
  /** Rises from round to round. */
  number: number;
  /** The last lot taken from. */
  after: Lot;
  /**
   * It ends with what had woken by then, in milliseconds since the epoch. What wakes later is left
   * to the next round: under an overload of retries this one would never end, and webhooks at its
   * beginning would never get another turn.
   */
  until: number;
}

/** A round that begins now. */
export function newRound(now: number, number = 0): Round {
  return { number, after: { wakesAt: "-infinity", webhookId: "" }, until: now };
}
