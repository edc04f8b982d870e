/**
 * What follows once a subject's key is destroyed: sealed columns are emptied, tables and the write-ahead
 * log are rewritten, so that neither the key nor its hashes are left on the disk.
 *
 *     const scrubbing = startScrubbing({ db, log, metrics, ownsDatabase, everySeconds: 3600 });
 *     const erasures = await listErasures(db, {}, { limit: 50 }); // scrubbedAt: when the bytes were overwritten
 */
export { clearSealed } from "./clear.ts";
export { erasureStatus, listErasures } from "./list.ts";
export { cycleLog } from "./log-cycle.ts";
export { scrub } from "./scrub.ts";
export { scrubTables } from "./scrub-tables.ts";
export { startScrubbing } from "./worker.ts";
