import type { AttemptSeen } from "../delivery/index.ts";
import type { AcceptedEvent } from "../events/index.ts";

/** The destination of traces. */
export interface TracingSettings {
  /** The collector's OTLP/HTTP address, without `/v1/traces` and without a slash at the end. */
  endpoint: string;
  serviceName: string;
  /** The fraction of events that is traced, 0 to 1. */
  ratio: number;
}

/** Traces of events, from acceptance to each attempt. */
export interface Tracing {
  accepted(events: readonly AcceptedEvent[]): void;
  attempted(attempt: AttemptSeen): void;
  /** Sends what is pending, within a few seconds. */
  stop(): Promise<void>;
}
