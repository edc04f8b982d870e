import type { Sender } from "../adapters/sender.ts";
import type { Instance } from "../countersign/instance.ts";
import type { Figure } from "../figures.ts";
import type { Sink } from "../sink.ts";

/** What a scenario works with. */
export interface Bench {
  /** Less of everything, so that a whole run ends within a minute. */
  quick: boolean;
  sink: Sink;
  /** A sender that nobody else uses, with as many keep-alive connections to its API. */
  sender(connections: number): Sender;
  /** The service under test where this run has started it; null where another one is asked over HTTP alone. */
  instance: Instance | null;
}

/** A load and what comes of it. */
export interface Scenario {
  name: string;
  run(bench: Bench): Promise<Figure[]>;
}

/** How long the sink may take until all that was accepted has come in. */
export const patienceMs = 180_000;
