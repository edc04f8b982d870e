import { type Connection, connect } from "../db/index.ts";
import { startCapture } from "./capture.ts";
import { applyChanges, copyLeaf, type Ends } from "./copy.ts";
import { digestOf } from "./rows.ts";
import { allowWriting, giveUp, markMoved, openSource, stopWriting } from "./source.ts";
import { type Leaf, listLeaves } from "./tables.ts";
import {
  copySequences,
  finishTarget,
  matchPartitions,
  openTarget,
  readProgress,
  requireSameSchema,
  restoreConstraints,
} from "./target.ts";

/** One of the two stores. */
export interface Endpoint {
  url: string;
  /** For people: without a password. */
  name: string;
}

export interface MoveDeps {
  from: Endpoint;
  to: Endpoint;
  /** Reports progress, a line at a time. */
  tell: (line: string) => void;
}

/** What was moved. */
export interface Moved {
  tables: number;
  rows: bigint;
  /** How long nobody could write, in milliseconds; null if a move that was interrupted after it was completed. */
  stoppedMs: number | null;
}

const tellEveryMs = 2000;
const applyEveryMs = 500;
/** Fewer changes than this are left to the stop. */
const stopBelow = 200;
const maxRounds = 100;

/**
 * Moves a store to another Postgres. Services go on with the old one while its tables are copied, and what they write is
 * noted there by triggers and copied again. Then writing stops, the rest is copied, every table is compared, and the old store
 * is marked as moved. Interrupted at any moment it continues where it was when it is called again.
 *
 * @throws if the two differ in the end: then the old store may be written again, and is not marked.
 */
export async function moveStore({ from, to, tell }: MoveDeps): Promise<Moved> {
  const source = await open(from);
  try {
    const target = await open(to);
    try {
      return await moveBetween({ source, target }, { from, to, tell });
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Gives an unfinished move up: the old store is as before. */
export async function cancelMove(from: Endpoint): Promise<void> {
  const source = await open(from);
  try {
    const { movedTo } = await openSource(source);
    if (movedTo !== null) throw new Error(`the store was moved to ${movedTo} already`);
    await giveUp(source);
  } finally {
    await source.close();
  }
}

async function moveBetween(ends: Ends, { from, to, tell }: MoveDeps): Promise<Moved> {
  const { source, target } = ends;
  await requireOther(source, target);
  await requireSameSchema(source);
  const { id, movedTo } = await openSource(source);
  const isContinued = await openMovedTarget(target, to, id, movedTo);
  if (movedTo !== null) {
    await restoreConstraints(target);
    await finishTarget(target);
    return { tables: 0, rows: 0n, stoppedMs: null };
  }
  tell(isContinued ? "continuing the copy that was interrupted" : `copying ${from.name} to ${to.name}`);
  const copy = createCopy(ends, tell);
  await copy.online();

  const stoppedAt = performance.now();
  tell("stopping writes to the old store: its services respond 503");
  await stopWriting(source);
  try {
    await copy.rest();
    const { tables, rows } = await copy.compare();
    const sequences = await copySequences(source, target);
    tell(
      `verified: ${tables} tables with ${rows} rows are equal by count and hash, ${sequences} sequences continue`,
    );
    await restoreConstraints(target);
    await markMoved(source, to.name);
    await finishTarget(target);
    return { tables, rows, stoppedMs: performance.now() - stoppedAt };
  } catch (error) {
    if (!source.closed) await allowWritingAgain(source);
    throw error;
  }
}

/** Not once it is marked: the next call completes it. */
async function allowWritingAgain(source: Connection): Promise<void> {
  if ((await openSource(source)).movedTo === null) await allowWriting(source);
}

async function openMovedTarget(
  target: Connection,
  to: Endpoint,
  id: string,
  movedTo: string | null,
): Promise<boolean> {
  try {
    return await openTarget(target, to.url, id);
  } catch (error) {
    if (movedTo === null) throw error;
    throw new Error(`the store was moved to ${movedTo} already: set DATABASE_URL to that`);
  }
}

function createCopy(ends: Ends, tell: (line: string) => void) {
  const { source, target } = ends;
  let leaves = new Map<string, Leaf>();
  /** Tables that were found equal and have not changed since. */
  const equal = new Map<string, bigint>();
  let copied = 0;
  let appliedAt = performance.now();
  let toldAt = performance.now();

  const refresh = async () => {
    const wanted = await listLeaves(source);
    await matchPartitions(target, wanted, await listLeaves(target));
    leaves = new Map(wanted.map((leaf) => [leaf.name, leaf]));
  };
  const apply = async (): Promise<boolean> => {
    const changed = await applyChanges(ends, leaves);
    for (const name of changed ?? []) equal.delete(name);
    return changed !== null;
  };
  const pending = async () => {
    const { rows } = await source.query<{ count: number }>(
      "select count(*)::integer as count from (select from countersign_move.changes limit 100000) c",
    );
    return rows[0]?.count ?? 0;
  };
  const isEqual = async (leaf: Leaf) => {
    const [old, moved] = await Promise.all([digestOf(source, leaf), digestOf(target, leaf)]);
    if (old.rows !== moved.rows || old.hash !== moved.hash) return false;
    equal.set(leaf.name, BigInt(old.rows));
    return true;
  };

  return {
    /** Copies all tables, and what is changed meanwhile, until little is left. */
    async online() {
      await startCapture(source, await listLeaves(source));
      await refresh();
      const progress = await readProgress(target);
      let nth = 0;
      for (const leaf of leaves.values()) {
        nth++;
        const known = progress.get(leaf.name) ?? { last: null, done: false, rows: 0 };
        copied += known.rows;
        if (known.done) continue;
        await copyLeaf(ends, leaf, known, async (rows) => {
          copied += rows;
          if (performance.now() - appliedAt > applyEveryMs) {
            await apply();
            appliedAt = performance.now();
          }
          if (performance.now() - toldAt < tellEveryMs) return;
          toldAt = performance.now();
          tell(`copied: ${copied} rows, table ${nth} of ${leaves.size}`);
        });
      }
      tell(`copied: ${copied} rows, table ${nth} of ${leaves.size}`);
      await settle();
      // What is equal now and does not change any more need not be compared while writing stops.
      for (const leaf of leaves.values()) await isEqual(leaf);
      await settle();
      tell(`compared: ${equal.size} of ${leaves.size} tables are equal by now`);
    },
    /** Copies what was written until the stop. */
    async rest() {
      await refresh();
      while (await apply());
    },
    /** Compares what may differ. */
    async compare() {
      let rows = 0n;
      for (const leaf of leaves.values()) {
        if (!equal.has(leaf.name) && !(await isEqual(leaf)))
          throw new Error(
            `the table ${leaf.name} is not the same in both: run the command again, or report this`,
          );
        rows += equal.get(leaf.name) ?? 0n;
      }
      return { tables: leaves.size, rows };
    },
  };

  async function settle(): Promise<void> {
    for (let round = 0; round < maxRounds && (await pending()) > stopBelow; round++) {
      await apply();
      if (performance.now() - toldAt < tellEveryMs) continue;
      toldAt = performance.now();
      tell(`changes left: ${await pending()}`);
    }
  }
}

async function open({ url }: Endpoint): Promise<Connection> {
  const connection = await connect({ url, name: "countersign move", evenReadOnly: true });
  // As they stand in rows that are compared as text.
  await connection.script(
    "set bytea_output = hex; set datestyle = 'ISO'; set extra_float_digits = 1; set jit = off",
  );
  return connection;
}

async function requireOther(source: Connection, target: Connection): Promise<void> {
  const identity = async (connection: Connection) => {
    const { rows } = await connection.query<{ id: string }>(
      "select system_identifier || ' ' || current_database() as id from pg_control_system()",
    );
    return rows[0]?.id;
  };
  if ((await identity(source)) === (await identity(target))) throw new Error("both are the same database");
}
