/**
 * The store: an embedded or an external Postgres, its connections, transactions, migrations and
 * partitions. `Db` is a pool or a transaction, `Tx` a transaction alone; a function that takes a
 * `Tx` writes in its caller's transaction.
 *
 *     const store = await openStore({ … });
 *     await inTransaction(store.db, async (tx) => {
 *       await tx.insertInto("projects").values(project).execute();
 *       afterCommit(tx, () => announce(project));
 *     });
 */
export { wake } from "./bells.ts";
export type { JsonObject } from "./column-types.ts";
export { type Connection, connect } from "./connection.ts";
export { DatabaseError, isConflict, isUnavailable, isUniqueViolation, poolBusy } from "./database-error.ts";
export { dropPartitions } from "./drop-partitions.ts";
export { clusterOf, ownerFor, runningEmbedded, stopEmbedded } from "./embedded/attach.ts";
export { settings as embeddedSettings } from "./embedded/settings.ts";
export { restoreDraft, startEmbedded } from "./embedded.ts";
export { createExpiringCache, type ExpiringCache } from "./expiring-cache.ts";
export { type FixedSql, fixedSql } from "./fixed-sql.ts";
export { createGroup } from "./group.ts";
export { hostsOf } from "./hosts.ts";
export { checksumOf, readMigrations } from "./migrations.ts";
export { moveSchema } from "./moved.ts";
export { logTables, partitionStorage } from "./partitions.ts";
export { retryUnavailable } from "./retry-unavailable.ts";
export { anyOf, asArrays, inRow, maxScanned, oneOf, unproven } from "./rows.ts";
export type { Schema } from "./schema.ts";
export { withoutShare, withShare } from "./shares.ts";
export { openStore, prepare, type Store } from "./store.ts";
export { maxSkewMs, type StoreClock, startStoreClock } from "./store-clock.ts";
export { afterCommit, awaitAfterCommit, type Db, inTransaction, type Tx } from "./transaction.ts";
