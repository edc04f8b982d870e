/**
 * Backups of the embedded store: base backups, a continuous copy of its write-ahead log, and, for any store, a list of
 * erased subjects that is kept apart from it and applied to what is restored.
 *
 *     const { manifest } = await takeBackup({ connection, dataDir, directory, tell });
 *     const { erased } = await restore({ from: directory, dataDir, at: new Date("2026-11-29T08:30:00Z"), … });
 */
export { partsOf } from "./directory.ts";
export { readErased } from "./erased-list.ts";
export { forgetLog, keepLog } from "./keep-log.ts";
export { createErasureNotes, watchErasures } from "./note-erasures.ts";
export { prune } from "./prune.ts";
export { restore } from "./restore.ts";
export { takeBackup } from "./take.ts";
