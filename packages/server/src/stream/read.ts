import type { StreamKind } from "@countersign/wire";
import { sql } from "kysely";
import type { Db } from "../db/index.ts";
import { streamBound } from "./bound.ts";
import { type StreamRow, sources } from "./kinds.ts";
import { endOf, type Position } from "./position.ts";

/** Which rows of each project are shown, by kind: every project's, or those of some. */
export type Wanted = Partial<Record<StreamKind, "everywhere" | readonly string[]>>;

/** Rows after a position, and where to go on. */
export interface StreamPage {
  rows: (StreamRow & { position: Position })[];
  next: Position;
  /** Whether all that may be shown by now was read. */
  isEnd: boolean;
}

/**
 * How many transactions one read covers, so that a filter that fits little never costs a long scan.
 */
const window = 5_000n;

/**
 * Reads what transactions wrote, in the order of their numbers, up to the lowest of this database that
 * is still running: below it everything is committed and visible, or was rolled back, so that nothing can
 * appear behind a position that was given out. One statement, thus one snapshot, decides both what
 * is visible and where that ends.
 */
export async function readStream(
  db: Db,
  after: Position,
  wanted: Wanted,
  { limit, now }: { limit: number; now: number },
): Promise<StreamPage> {
  const givenAt = Math.floor(now / 1000);
  const upper = after.xid + window;
  const branches = sources.flatMap((source) => {
    const projects = wanted[source.kind];
    if (projects === undefined || (projects !== "everywhere" && projects.length === 0)) return [];
    const { kind, rank, xid, projectId, key, at, data, from } = source;
    const place = after.xid.toString();
    const later =
      rank < after.rank
        ? sql`${xid} > ${place}::xid8`
        : rank > after.rank
          ? sql`${xid} >= ${place}::xid8`
          : sql`${xid} >= ${place}::xid8 and (${xid} > ${place}::xid8 or ${key} > ${after.key})`;
    const inReach = projects === "everywhere" ? sql`true` : sql`${projectId} = any(${[...projects]}::text[])`;
    return [
      sql`(select ${kind}::text as kind, ${rank}::integer as rank, ${xid} as xid, ${key} as key,
          ${projectId} as project_id, ${at} as at, ${data} as data
        from ${from}
        where ${later} and ${xid} < (select least(bound, ${upper.toString()}::xid8) from bounds) and ${inReach}
        order by ${xid}, ${key} limit ${limit}::integer)`,
    ];
  });
  const none = sql`select null::text as kind, 0 as rank, null::xid8 as xid, null::text as key, null::text as project_id,
    null::timestamptz as at, null::json as data where false`;
  const { rows } = await sql<
    { bound: string } & { [Field in keyof StreamRow]: StreamRow[Field] | null } & { rank: number | null }
  >`
    with bounds as materialized (select ${streamBound} as bound from pg_current_snapshot() s),
    found as (
      select * from (${branches.length === 0 ? none : sql.join(branches, sql` union all `)}) as all_kinds
      order by xid, rank, key limit ${limit}::integer
    )
    select b.bound::text as bound, f.kind, f.rank, f.xid::text as xid, f.key, f.project_id, f.at, f.data
    from bounds b left join found f on true
    order by f.xid, f.rank, f.key
  `.execute(db);
  const bound = BigInt(rows[0]?.bound ?? "0");
  const shown = rows.flatMap(({ kind, rank, xid, key, projectId, at, data }) => {
    if (kind === null || rank === null || xid === null || key === null) return [];
    if (projectId === null || at === null || data === null) return [];
    const position = { era: after.era, xid: BigInt(xid), rank, key, givenAt };
    return [{ kind, xid, key, projectId, at, data, position }];
  });
  const last = shown.at(-1);
  if (shown.length === limit && last !== undefined) return { rows: shown, next: last.position, isEnd: false };
  const reached = bound < upper ? bound : upper;
  // A position is never given back: nothing was running when it was given out.
  const end = reached - 1n < after.xid ? { ...after, givenAt } : endOf(after.era, reached - 1n, givenAt);
  return { rows: shown, next: end, isEnd: bound <= upper };
}

/** The place after all that is committed by now; and the number that no transaction has yet. */
export async function streamHead(db: Db, now: number): Promise<{ head: Position; beyond: bigint }> {
  const { rows } = await sql<{ era: string; bound: string; xmax: string }>`
    select era, ${streamBound}::text as bound, pg_snapshot_xmax(s)::text as xmax
    from store_state, pg_current_snapshot() s
  `.execute(db);
  const { era = "", bound = "1", xmax = "1" } = rows[0] ?? {};
  return { head: endOf(era, BigInt(bound) - 1n, Math.floor(now / 1000)), beyond: BigInt(xmax) };
}
