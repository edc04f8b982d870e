/** One attempt of a delivery as the stream shows it. */
export interface TailRow {
  /** The stream's own, unique. */
  key: string;
  createdAt: string;
  id: string;
  webhookId: string;
  type: string;
  attempt: number;
  outcome: string;
  statusCode: number | null;
  durationMs: number | null;
}

/** What the tail shows, and what arrived while it was paused. The newest first. */
export interface Tail {
  shown: readonly TailRow[];
  held: readonly TailRow[];
  /** The stream could not go on where it was: something is missing. */
  missed: boolean;
}

export const emptyTail: Tail = { shown: [], held: [], missed: false };

/** More than these are forgotten, the oldest first. */
const most = 5000;

/** A new attempt; while `paused` it waits, so that no row moves under the pointer. */
export function withRow(tail: Tail, row: TailRow, paused: boolean): Tail {
  const place = paused ? "held" : "shown";
  return { ...tail, [place]: [row, ...tail[place]].slice(0, most) };
}

/** What was held comes in front. */
export function resumed({ shown, held, missed }: Tail): Tail {
  return { shown: [...held, ...shown].slice(0, most), held: [], missed };
}
