import type { CreatedAtRange, Page } from "@countersign/wire";
import { type Refusal, refuseFields } from "./refusals/problem.ts";

const positionText = /^[\x21-\x7e]{1,200}$/;

/**
 * The position in a cursor; undefined without one. A cursor that this service can't have created is
 * refused.
 */
export function positionOf(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const position = Buffer.from(cursor, "base64url").toString("latin1");
  if (!positionText.test(position)) throw refuseCursor();
  return position;
}

/** The time in a cursor, from its milliseconds. An impossible one is refused. */
function timeOfCursor(milliseconds: string): Date {
  const time = Number(milliseconds);
  if (!(time < Date.UTC(10_000, 0))) throw refuseCursor();
  return new Date(time);
}

/** A position in a list that is ordered by time and then by id. */
export interface TimePlace {
  createdAt: Date;
  id: string;
}

/** The text of such a position, for `toPage`. */
export function timePosition({ createdAt, id }: TimePlace): string {
  return `${createdAt.getTime()}.${id}`;
}

/** The position in a cursor of such a list; undefined without one. */
export function timePlaceOf(cursor: string | undefined): TimePlace | undefined {
  const position = positionOf(cursor);
  if (position === undefined) return undefined;
  const [, time, id] = /^(\d{1,15})\.([A-Za-z0-9_-]{1,64})$/.exec(position) ?? [];
  if (time === undefined || id === undefined) throw refuseCursor();
  return { createdAt: timeOfCursor(time), id };
}

/** A half-open range of times. */
interface TimeRange {
  from: Date | undefined;
  to: Date | undefined;
}

/** The range of times in a query; refused if it does not end after its beginning. */
export function createdAtRange({ createdAtFrom, createdAtTo }: CreatedAtRange): TimeRange {
  return timeRange("createdAt", createdAtFrom, createdAtTo);
}

/** The same of `…From` and `…To` of another time. */
export function timeRange(name: string, begin: string | undefined, end: string | undefined): TimeRange {
  const from = begin === undefined ? undefined : new Date(begin);
  const to = end === undefined ? undefined : new Date(end);
  if (from !== undefined && to !== undefined && from >= to)
    throw refuseFields([{ field: `${name}To`, problem: `must be later than ${name}From` }]);
  return { from, to };
}

/** The refusal of a cursor that no list has returned. */
export function refuseCursor(): Refusal {
  return refuseFields([{ field: "cursor", problem: "must be a `nextCursor` as it was given" }]);
}

/**
 * The page of the first `limit` of `limit + 1` rows: the additional row only shows that there are more.
 *
 * @param position the row's position in the list's order, in printable ASCII.
 */
export function toPage<Row, Item>(
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

/** The cursor for a position in a list. */
export function encodeCursor(position: string): string {
  return Buffer.from(position, "latin1").toString("base64url");
}
