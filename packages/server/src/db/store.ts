import type { Logger } from "pino";
import type { Db } from "./transaction.ts";

export interface StoreOptions {
  /** A Postgres 15 or newer; absent = the embedded one under `dataDir`. */
  databaseUrl?: string | undefined;
  dataDir: string;
  log: Logger;
  /** Connections in the pool; 20 unless told. */
  poolSize?: number | undefined;
}

export interface Store {
  db: Db;
  /**
   * Calls `onNotify` with the payload of every notification on the channel, and with "" whenever the
   * listening connection was lost and is back: notifications may have been missed, so look once.
   * Resolves to a function that stops listening.
   */
  listen(channel: string, onNotify: (payload: string) => void): Promise<() => Promise<void>>;
  /** Whether a query is answered right now. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

export declare function openStore(options: StoreOptions): Promise<Store>;
