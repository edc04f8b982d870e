import type { Taken } from "../quotas/index.ts";
import type { Addresses } from "./among.ts";

/** A registry's `getMetricsAsJSON()`. */
export type MetricsJson = object[];

/** From a serving process to its supervisor. */
export type FromProcess =
  /** It has loaded, and accepts messages. */
  | { kind: "up" }
  | { kind: "bound"; addresses: Addresses }
  /** It serves. */
  | { kind: "ready"; claim: string }
  /** Asked for by `collect`, and once more when it ends. */
  | { kind: "metrics"; metrics: MetricsJson }
  /** It wants the metrics of all processes. */
  | { kind: "scrape" }
  | { kind: "taken"; taken: Taken[] };

/** From the supervisor to a serving process. */
export type ToProcess =
  | { kind: "start"; count: number; poolSize: number; joins: Addresses | null }
  /** The store is open; also when the embedded one's address has changed. */
  | { kind: "store"; url: string | null }
  | { kind: "collect" }
  | { kind: "scraped"; text: string }
  | { kind: "taken"; taken: Taken[] }
  /** Another process has taken over: end what is under way, then exit. */
  | { kind: "retire" }
  /** The service stops. */
  | { kind: "stop" };
