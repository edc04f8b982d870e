import type { FreshDelivery, Lease } from "../events/index.ts";
import type { DeliveryDeps } from "./deps.ts";

/** Sends what is due, from memory and from the queue, until it is drained. */
export interface DeliveryWorker {
  /** Takes deliveries that were committed under this worker's lease. */
  dispatch(fresh: readonly FreshDelivery[]): void;
  /** The lease under which new deliveries are inserted when this worker is to send them. */
  lease(): Lease;
  /** Looks at the queue now. */
  wake(): void;
  /** Resolves once nothing is held in memory and nothing in the queue is due. */
  idle(): Promise<void>;
  /** Claims nothing more, lets requests under way finish, gives the rest back to the queue. */
  drain(): Promise<void>;
}

/** Starts the worker of this process. */
export function startDelivery(_deps: DeliveryDeps): DeliveryWorker {
  throw new Error("not implemented");
}
