import type { AttemptSeen } from "../delivery/index.ts";
import type { AcceptedEvent } from "../events/index.ts";

/** Where traces go. */
export interface TracingSettings {
  /** The collector's OTLP/HTTP address, without `/v1/traces` and without a slash at the end. */
  endpoint: string;
  serviceName: string;
  /** The part of all events that is traced, 0 to 1. */
  ratio: number;
}

/** Traces of events on their way: from the acceptance to each attempt. */
export interface Tracing {
  accepted(events: readonly AcceptedEvent[]): void;
  attempted(attempt: AttemptSeen): void;
  /** Sends what is left, within a few seconds. */
  stop(): Promise<void>;
}
