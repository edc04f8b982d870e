/**
 * How much each project stores, and whether it may store more. What is written is counted in memory
 * and added to `stored_bytes` every few seconds, by project and by the day whose retention removes
 * it again; records that stay until they are erased are recounted by the hourly upkeep. Nothing is
 * scanned while a call waits.
 *
 *     const storage = await startStorage({ db, log, limits, isDiskLow });
 *     storage.count(projectId, "log", idDay(eventId), bytes);
 *     const full = storage.full({ projectId, quotas }); // null: there is room
 */
export { logBytesOf, rowBytes } from "./sizes.ts";
export { type Storage, type StorageFull, type StorageLimits, startStorage } from "./storage.ts";
export { dueForRecount, forgetStored, recountRecords } from "./stored-bytes.ts";
