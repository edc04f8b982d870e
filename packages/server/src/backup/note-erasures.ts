import type { SubjectId } from "@countersign/wire";
import type { Logger } from "pino";
import type { Db } from "../db/index.ts";
import { appendErased, readErased } from "./erased-list.ts";

const everyMs = 10_000;
const timeoutMs = 5000;
const pageSize = 5000;
/** Clocks differ, and a transaction commits later than the time that it writes. */
const overlapMs = 15 * 60_000;

/** Keeps the list of erased subjects apart from the store. */
export interface ErasureNotes {
  /**
   * Appends subjects; resolves once they are on the disk, or after five seconds if it doesn't respond: they are appended
   * later then. Never rejects: the erasure itself is done.
   */
  note(subjectIds: readonly SubjectId[]): Promise<void>;
}

/** The list in this file, for a service that is starting: `watch` completes it. */
export function createErasureNotes(
  file: string,
  log: Logger,
  clock: () => number,
): ErasureNotes & { noted: Set<string>; failed: () => boolean } {
  const noted = new Set<string>();
  let failed = false;
  return {
    noted,
    failed() {
      const was = failed;
      failed = false;
      return was;
    },
    async note(subjectIds) {
      const at = new Date(clock());
      const appended = appendErased(
        file,
        subjectIds.map((id) => ({ id, at })),
      ).then(
        () => {
          for (const id of subjectIds) noted.add(id);
        },
        (err: unknown) => {
          failed = true;
          log.error({ err }, "could not append to the list of erased subjects, will retry");
        },
      );
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, timeoutMs);
      });
      await Promise.race([appended, late]);
      clearTimeout(timer);
    },
  };
}

/**
 * Completes the list now, then every ten seconds: with erasures of other processes, and with those whose process died
 * between the commit and the append. `stop` resolves once nothing runs any more.
 */
export async function watchErasures(deps: {
  db: Db;
  file: string;
  notes: ReturnType<typeof createErasureNotes>;
  clock: () => number;
  log: Logger;
}): Promise<{ stop(): Promise<void> }> {
  const { db, file, notes, clock, log } = deps;
  await noteAll(db, file, notes);
  let since = clock() - overlapMs;
  let current = Promise.resolve();
  const timer = setInterval(() => {
    current = (async () => {
      if (notes.failed()) return noteAll(db, file, notes);
      const now = clock();
      await noteSince(db, notes, new Date(since));
      since = now - overlapMs;
    })().catch((err: unknown) => log.error({ err }, "could not complete the list of erased subjects"));
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await current;
    },
  };
}

async function noteAll(
  db: Db,
  file: string,
  { noted, note }: ReturnType<typeof createErasureNotes>,
): Promise<void> {
  const listed = new Set<string>();
  for await (const page of readErased(file)) for (const id of page) listed.add(id);
  for (let after = ""; ; ) {
    const rows = await db
      .selectFrom("erasures")
      .select("subjectId")
      .where("subjectId", ">", after as SubjectId)
      .orderBy("subjectId")
      .limit(pageSize)
      .execute();
    await note(rows.map(({ subjectId }) => subjectId).filter((id) => !listed.has(id)));
    for (const { subjectId } of rows) noted.add(subjectId);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.subjectId;
  }
}

async function noteSince(
  db: Db,
  { noted, note }: ReturnType<typeof createErasureNotes>,
  since: Date,
): Promise<void> {
  const rows = await db.selectFrom("erasures").select("subjectId").where("erasedAt", ">", since).execute();
  const ids = rows.map(({ subjectId }) => subjectId);
  await note(ids.filter((id) => !noted.has(id)));
  // What was erased longer ago is not read again.
  const recent = new Set<string>(ids);
  for (const id of noted) if (!recent.has(id)) noted.delete(id);
}
