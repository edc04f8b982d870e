export type { Bytes, JsonObject, JsonValue } from "./column-types.ts";
export { DatabaseError, isUnavailable, isUniqueViolation } from "./database-error.ts";
export { dropPartitions } from "./drop-partitions.ts";
export { createGroup, type Group } from "./group.ts";
export { logTables } from "./partitions.ts";
export type { Schema } from "./schema.ts";
export { openStore, type Store, type StoreOptions } from "./store.ts";
export { maxSkewMs, type StoreClock, type StoreTime, startStoreClock } from "./store-clock.ts";
export { afterCommit, type Db, inTransaction, type Tx } from "./transaction.ts";
