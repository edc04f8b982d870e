import type { Page } from "@countersign/wire";
import { type Refusal, refuseFields } from "./refusals/problem.ts";

const positionText = /^[\x21-\x7e]{1,200}$/;

/** Where a cursor points to, or undefined without one. A cursor that this service can't have made is refused. */
export function positionOf(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const position = Buffer.from(cursor, "base64url").toString("latin1");
  if (!positionText.test(position)) throw refuseCursor();
  return position;
}

/** The time in a cursor, from its milliseconds. One that no row can have is refused. */
export function timeOfCursor(milliseconds: string): Date {
  const time = Number(milliseconds);
  if (!(time < Date.UTC(10_000, 0))) throw refuseCursor();
  return new Date(time);
}

/** The refusal of a cursor that no list has given. */
export function refuseCursor(): Refusal {
  return refuseFields([{ field: "cursor", problem: "must be a `nextCursor` as it was given" }]);
}

/**
 * The page out of `limit + 1` rows: the row too many only tells that more follow.
 *
 * @param position names a row's place in the list's order, in printable ASCII.
 */
export function pageAnswer<Row, Item>(
  rows: readonly Row[],
  limit: number,
  position: (row: Row) => string,
  item: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    data: shown.map(item),
    nextCursor: more ? encodeCursor(position(last)) : null,
  };
}

/** A cursor that stands for a place in a list. */
export function encodeCursor(position: string): string {
  return Buffer.from(position, "latin1").toString("base64url");
}
