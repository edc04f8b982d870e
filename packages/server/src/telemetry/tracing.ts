import {
  DiagLogLevel,
  diag,
  type Link,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, RandomIdGenerator, TracerProvider } from "@opentelemetry/sdk-trace";
import type { Logger } from "pino";
import type { AttemptSeen } from "../delivery/index.ts";
import type { AcceptedEvent } from "../events/index.ts";
import type { Tracing, TracingSettings } from "./contract.ts";
import { type EventTrace, traceOf } from "./event-trace.ts";

const flushWithinMs = 3_000;

/**
 * Exports each event's acceptance and each attempt to a collector over OTLP/HTTP. Spans contain
 * ids, types, numbers and outcomes: no subjects, addresses, bodies or headers.
 */
export function createTracing(settings: TracingSettings, log: Logger): Tracing {
  diag.setLogger(
    {
      error: () => log.warn("traces could not be exported"),
      warn: () => undefined,
      info: () => undefined,
      debug: () => undefined,
      verbose: () => undefined,
    },
    { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true },
  );
  const ids = foreseeableIds();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": settings.serviceName }),
    idGenerator: ids,
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({
          url: `${settings.endpoint}/v1/traces`,
          timeoutMillis: flushWithinMs,
        }),
        maxQueueSize: 16_384,
        maxExportBatchSize: 1_024,
        scheduledDelayMillis: 1_000,
        exportTimeoutMillis: flushWithinMs,
      }),
    ],
  });
  const tracer = provider.getTracer("countersign");
  // All spans of an event are exported, or none: sampling is by trace id.
  const isWanted = ({ traceId }: EventTrace) =>
    Number.parseInt(traceId.slice(0, 8), 16) < settings.ratio * 2 ** 32;

  return {
    accepted(events) {
      for (const event of events) tellAccepted(event);
    },
    attempted(attempt) {
      const event = traceOf(attempt.eventId);
      if (isWanted(event)) tellAttempt(attempt, event);
    },
    async stop() {
      await provider
        .shutdown()
        .catch((err: unknown) => log.warn({ err }, "the last traces were not exported"));
      diag.disable();
    },
  };

  function tellAccepted({ id, projectId, type, deliveries, occurredAt, committedAt }: AcceptedEvent): void {
    const event = traceOf(id);
    if (!isWanted(event)) return;
    ids.next = event;
    const span = tracer.startSpan(
      `accept ${type}`,
      {
        kind: SpanKind.PRODUCER,
        root: true,
        startTime: occurredAt,
        attributes: {
          "messaging.operation.type": "create",
          "messaging.message.id": id,
          "countersign.event.type": type,
          "countersign.project.id": projectId,
          "countersign.deliveries": deliveries,
        },
      },
      ROOT_CONTEXT,
    );
    ids.next = null;
    span.end(committedAt);
  }

  /**
   * The first attempt, made by the process that accepted the event, is part of its trace; later
   * ones link to it.
   */
  function tellAttempt(attempt: AttemptSeen, event: EventTrace): void {
    const origin: SpanContext = { ...event, traceFlags: TraceFlags.SAMPLED, isRemote: true };
    const links: Link[] = attempt.fresh ? [] : [{ context: origin }];
    const { outcome, statusCode } = attempt;
    const span = tracer.startSpan(
      `deliver ${attempt.type}`,
      {
        kind: SpanKind.CLIENT,
        links,
        startTime: attempt.startedAt,
        attributes: {
          "messaging.operation.type": "send",
          "messaging.message.id": attempt.eventId,
          "countersign.event.type": attempt.type,
          "countersign.project.id": attempt.projectId,
          "countersign.webhook.id": attempt.webhookId,
          "countersign.delivery.id": attempt.deliveryId,
          "countersign.attempt": attempt.number,
          "countersign.resend": attempt.resend,
          "countersign.outcome": outcome,
          ...(statusCode !== null && { "http.response.status_code": statusCode }),
        },
      },
      attempt.fresh ? trace.setSpanContext(ROOT_CONTEXT, origin) : ROOT_CONTEXT,
    );
    if (outcome !== "delivered") span.setStatus({ code: SpanStatusCode.ERROR, message: outcome });
    span.end(attempt.endedAt);
  }
}

/** Random ids, except those that are set for the next span. */
function foreseeableIds() {
  const random = new RandomIdGenerator();
  return {
    next: null as EventTrace | null,
    generateTraceId(): string {
      return this.next?.traceId ?? random.generateTraceId();
    },
    generateSpanId(): string {
      return this.next?.spanId ?? random.generateSpanId();
    },
  };
}
