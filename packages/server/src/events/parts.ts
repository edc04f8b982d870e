import type { PreparedEvent } from "./prepare.ts";

/**
 * Rows that one statement takes, if the commit is larger than that: a commit of hundreds of small calls stays one
 * statement, without a transaction.
 */
const mostRows = 1000;
/** Rows of each of several statements. Building one takes about a millisecond of the event loop. */
const rowsOfPart = 384;

/** Whether the events are to be written in one statement. */
export function fitOneStatement(prepared: readonly PreparedEvent[]): boolean {
  let rows = 0;
  for (const event of prepared) rows += rowsOf(event);
  return rows <= mostRows;
}

/** The events in the same order, divided into what each statement writes. */
export function partsOf(prepared: readonly PreparedEvent[]): (readonly PreparedEvent[])[] {
  if (fitOneStatement(prepared)) return [prepared];
  const parts: PreparedEvent[][] = [];
  let part: PreparedEvent[] = [];
  let rows = 0;
  for (const event of prepared) {
    const own = rowsOf(event);
    if (part.length > 0 && rows + own > rowsOfPart) {
      parts.push(part);
      part = [];
      rows = 0;
    }
    part.push(event);
    rows += own;
  }
  parts.push(part);
  return parts;
}

function rowsOf({ messages, deliveries }: PreparedEvent): number {
  return 1 + messages.length + deliveries.length;
}
