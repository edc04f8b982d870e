import type { Taken } from "../quotas/index.ts";

/** Where a process listens. */
export interface Addresses {
  url: string;
  /** Null: no separate listener for health and metrics. */
  healthUrl: string | null;
}

/** What a serving process shares with the other ones of its service. */
export interface Among {
  /** Where others listen: this one joins them once it can serve. Null for the first, which binds the port at once. */
  joins: Addresses | null;
  /** This process has bound, or will join. */
  bound(addresses: Addresses): void;
  /**
   * Resolves once the store is open and migrated: to the embedded Postgres's present address, or to null for
   * `DATABASE_URL`.
   */
  store(): Promise<(() => string) | null>;
  poolSize: number;
  /** The metrics of all processes, in Prometheus's text format. */
  metricsText(): Promise<string>;
  /** Tells the others what was taken of quotas. */
  tellTaken(taken: Taken[]): void;
  /** Sets what is called with what the others have taken. */
  onTaken(taken: (taken: Taken[]) => void): void;
}
