import type pg from "pg";
import type { CutProxy } from "../network/cut-proxy.ts";
import type { Slot } from "./slot.ts";
import type { Volume } from "./volume.ts";

/** What a soak runs against: services, their store, and where these can be broken. */
export interface Topology {
  readonly slots: readonly Slot[];
  readonly store: Store;
  /** The network between a service and a host of the store; empty where there is none in between. */
  readonly links: readonly { slot: string; proxy: CutProxy }[];
  /** The volume of each host of the store; empty unless root. */
  readonly volumes: readonly Volume[];
  /** A file with the milliseconds by which the services' clocks are wrong. */
  readonly clockFile: string;
  /** Every file in which the store keeps something that must be gone after an erasure. */
  storeFiles(): string[];
  /** The store's own logs. */
  storeLogs(): string[];
  close(): Promise<void>;
}

interface Store {
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Sends the signal to every process of the host that accepts writes, or of the other one. */
  signal(host: "primary" | "standby", name: "SIGKILL" | "SIGSTOP" | "SIGCONT"): void;
  /** kill -9 of one process that serves a connection. */
  killBackend(): Promise<void>;
  /** For two hosts: see `Pair`. */
  pair: { promote(): Promise<void>; rejoin(): Promise<void> } | null;
  /** Starts what has shut itself down, and resolves once writes are accepted, as durable as they are to be. */
  untilHealthy(): Promise<void>;
}
