import type { Sender } from "../adapters/sender.ts";
import type { Instance } from "../countersign/instance.ts";
import type { Figure } from "../figures.ts";
import type { Sink } from "../sink.ts";

/** The inputs of a scenario. */
export interface Bench {
  /** Shorter measurements, so that a whole run ends within a minute. */
  quick: boolean;
  sink: Sink;
  /** Opens a sender for this scenario alone, with this many keep-alive connections to its API. */
  sender(connections: number): Sender;
  /** The service under test if this run started it; null for a remote one. */
  instance: Instance | null;
}

/** A load and its results. */
export interface Scenario {
  name: string;
  run(bench: Bench): Promise<Figure[]>;
}

/** The time limit for everything accepted to arrive at the sink. */
export const patienceMs = 180_000;
