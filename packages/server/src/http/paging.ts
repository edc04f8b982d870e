import type { CreatedAtRange, Page } from "@countersign/wire";
import { type Refusal, refuseFields } from "./refusals/problem.ts";

const positionText = /^[\x21-\x7e]{1,200}$/;

/**
 * Where a cursor points to, or undefined without one. A cursor that this service can't have made is
 * refused.
 */
export function positionOf(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const position = Buffer.from(cursor, "base64url").toString("latin1");
  if (!positionText.test(position)) throw refuseCursor();
  return position;
}

/** The time in a cursor, from its milliseconds. One that no row can have is refused. */
function timeOfCursor(milliseconds: string): Date {
  const time = Number(milliseconds);
  if (!(time < Date.UTC(10_000, 0))) throw refuseCursor();
  return new Date(time);
}

/** A place in a list that is ordered by time and then by id, as its cursor holds it. */
export interface TimePlace {
  createdAt: Date;
  id: string;
}

/** The position of a row in such a list, for `pageAnswer`. */
export function timePosition({ createdAt, id }: TimePlace): string {
  return `${createdAt.getTime()}.${id}`;
}

/** Where a cursor of such a list points to, or undefined without one. */
export function timePlaceOf(cursor: string | undefined): TimePlace | undefined {
  const position = positionOf(cursor);
  if (position === undefined) return undefined;
  const [, time, id] = /^(\d{1,15})\.([A-Za-z0-9_-]{1,64})$/.exec(position) ?? [];
  if (time === undefined || id === undefined) throw refuseCursor();
  return { createdAt: timeOfCursor(time), id };
}

/** The range of times that a query asks for, half open; refused where it ends before it begins. */
export function createdAtRange({ createdAtFrom, createdAtTo }: CreatedAtRange): {
  from: Date | undefined;
  to: Date | undefined;
} {
  const from = createdAtFrom === undefined ? undefined : new Date(createdAtFrom);
  const to = createdAtTo === undefined ? undefined : new Date(createdAtTo);
  if (from !== undefined && to !== undefined && from >= to)
    throw refuseFields([{ field: "createdAtTo", problem: "must be later than createdAtFrom" }]);
  return { from, to };
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
