import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import { clusterOf, openStore, restoreDraft, stopEmbedded } from "../db/index.ts";
import { cycleLog, scrub } from "../erasure/index.ts";
import { repeatErasures } from "../sealing/index.ts";
import { listBases } from "./base.ts";
import { chooseBase, countLog } from "./choose.ts";
import { partsOf } from "./directory.ts";
import { syncDirectory } from "./durable-files.ts";
import { readErased } from "./erased-list.ts";
import { copyBase, replayLog } from "./recover.ts";

export interface RestoreDeps {
  /** The backup. */
  from: string;
  /** Where the store is made. */
  dataDir: string;
  /** The last moment to restore; null: everything. */
  at: Date | null;
  /** The backup to start from; null: the newest that serves. */
  name: string | null;
  /** The line of history to follow; null: the newest. */
  timeline: number | null;
  /** A store that is there is moved aside. */
  replace: boolean;
  log: Logger;
  /** Reports progress, a line at a time. */
  tell: (line: string) => void;
}

/** What was made. */
interface Restored {
  /** Who was erased since, and is erased here now. */
  erased: number;
  /** Where the store is that was there before; null for none. */
  replaced: string | null;
}

const finishedFile = "finished";

/**
 * Makes the store of a backup in `dataDir`. It is made apart and comes to its place when all is done: restored, those erased
 * who were erased since, and their keys overwritten. Interrupted at any moment it is started again by the next call, and
 * until it is done no service starts on the data directory.
 */
export async function restore(deps: RestoreDeps): Promise<Restored> {
  const { dataDir, tell } = deps;
  const draft = join(dataDir, restoreDraft);
  if (existsSync(clusterOf(dataDir)) && !deps.replace && !existsSync(join(draft, finishedFile))) {
    throw new Error(
      `${clusterOf(dataDir)} exists, and is not overwritten: choose another DATA_DIR, or move it aside with --replace`,
    );
  }
  await mkdir(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  let erased = 0;
  if (existsSync(join(draft, finishedFile)))
    erased = Number(await readFile(join(draft, finishedFile), "utf8"));
  else erased = await makeDraft(deps, draft);
  const replaced = await putInPlace(dataDir, draft);
  tell(`restored to ${clusterOf(dataDir)}`);
  return { erased, replaced };
}

async function makeDraft(deps: RestoreDeps, draft: string): Promise<number> {
  const { at, name, timeline, log, tell } = deps;
  const directory = partsOf(deps.from);
  const base = chooseBase(await listBases(directory), { ...(name && { name }), ...(at && { at }) });
  const segments = await countLog(directory, base, { isWhole: at === null, timeline });
  if (existsSync(draft)) {
    tell("removing what an interrupted restore left");
    await stopEmbedded(draft);
    await rm(draft, { recursive: true });
  }
  tell(`from the backup ${base.name}, ${at === null ? "with all of the log" : `up to ${at.toISOString()}`}`);
  await mkdir(draft, { mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const recovery = { base, directory, draft, at, timeline, segments, log, tell };
  await copyBase(recovery);
  await replayLog(recovery);
  const erased = await settle(directory.erased, draft, { log, tell });
  await writeFile(join(draft, finishedFile), String(erased), { flush: true });
  await syncDirectory(draft);
  return erased;
}

/** Erases again who was erased since, in keys and bytes; whatever else belongs to an erasure the service does. */
async function settle(
  list: string,
  draft: string,
  { log, tell }: Pick<RestoreDeps, "log" | "tell">,
): Promise<number> {
  const store = await openStore({ dataDir: draft, log });
  try {
    const { maintenanceDb: db } = store;
    const { now } = await store.time();
    let erased = 0;
    for await (const page of readErased(list)) erased += await repeatErasures(db, page, new Date(now));
    tell(`erased since, and erased again: ${erased}`);
    await db
      .updateTable("storeState")
      .set({ era: randomBytes(4).toString("hex") })
      .execute();
    while ((await scrub({ db, log, ownsDatabase: true })) !== "nothing");
    // Files of the replayed log are used again for new log, with what is in them.
    await db.connection().execute(cycleLog);
    return erased;
  } finally {
    await store.close();
  }
}

async function putInPlace(dataDir: string, draft: string): Promise<string | null> {
  const made = clusterOf(draft);
  let replaced: string | null = null;
  if (existsSync(made)) {
    const present = clusterOf(dataDir);
    if (existsSync(present)) {
      replaced = `${present}.replaced-${Date.now()}`;
      await rename(join(dataDir, "postgres.password"), `${replaced}.password`);
      await rename(present, replaced);
    }
    if (existsSync(join(draft, "postgres.password")))
      await rename(join(draft, "postgres.password"), join(dataDir, "postgres.password"));
    await rename(made, present);
    await syncDirectory(dataDir);
  }
  await rm(draft, { recursive: true });
  return replaced;
}
