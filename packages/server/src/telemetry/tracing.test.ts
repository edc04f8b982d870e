import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { newId, type ProjectId } from "@countersign/wire";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { traceOf } from "./event-trace.ts";
import { startTracing } from "./index.ts";

interface Span {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: Record<string, unknown> }[];
  links?: { traceId: string; spanId: string }[];
  status: { code?: number; message?: string };
}

interface Collector {
  endpoint: string;
  spans: Span[];
  requests: { path: string; headers: IncomingHttpHeaders }[];
  resources: string[];
}

/** An OTLP/HTTP collector, which accepts JSON at /v1/traces. */
async function startCollector(status = 200): Promise<Collector> {
  const collector: Collector = { endpoint: "", spans: [], requests: [], resources: [] };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    collector.requests.push({ path: request.url ?? "", headers: request.headers });
    for (const { resource, scopeSpans } of JSON.parse(body).resourceSpans) {
      collector.resources.push(JSON.stringify(resource.attributes));
      for (const { spans } of scopeSpans) collector.spans.push(...spans);
    }
    response.writeHead(status, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  collector.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return collector;
}

const random = (bytes: number) => new Uint8Array(bytes).map((_, index) => index * 7);
const now = Date.parse("2026-05-05T10:00:00Z");
const clock = () => now;
const eventId = newId("event", clock, random);
const accepted = {
  id: eventId,
  projectId: "project-of-the-test-01" as ProjectId,
  type: "check.outcome",
  deliveries: 1,
  occurredAt: now,
  committedAt: now + 3,
};
const attempt = {
  eventId,
  deliveryId: newId("delivery", clock, random),
  webhookId: newId("webhook", clock, random),
  projectId: accepted.projectId,
  type: "check.outcome",
  number: 1,
  resend: false,
  fresh: true,
  startedAt: now + 4,
  endedAt: now + 14,
  outcome: "server-error",
  statusCode: 503,
};
const settings = (collector: Collector, ratio = 1) => ({
  endpoint: collector.endpoint,
  serviceName: "countersign-of-the-test",
  ratio,
});
const log = pino({ enabled: false });
const valuesOf = (span: Span | undefined) =>
  Object.fromEntries((span?.attributes ?? []).map(({ key, value }) => [key, Object.values(value)[0]]));

test("a first attempt is part of the trace of its event's acceptance, later ones link to it", async () => {
  const collector = await startCollector();
  const tracing = await startTracing(settings(collector), log);
  tracing.accepted([accepted]);
  tracing.attempted(attempt);
  tracing.attempted({
    ...attempt,
    number: 2,
    resend: true,
    fresh: false,
    outcome: "delivered",
    statusCode: 200,
  });
  await tracing.stop();

  expect(collector.requests.map(({ path }) => path)).toEqual(["/v1/traces"]);
  expect(collector.resources.join()).toContain("countersign-of-the-test");
  const [accept, first, second] = collector.spans;
  expect(accept).toMatchObject({ name: "accept check.outcome", ...traceOf(eventId) });
  expect(accept?.parentSpanId ?? "").toBe("");
  expect(Number(BigInt(accept?.endTimeUnixNano ?? 0) - BigInt(accept?.startTimeUnixNano ?? 0))).toBe(
    3_000_000,
  );
  expect(first).toMatchObject({
    name: "deliver check.outcome",
    traceId: accept?.traceId,
    parentSpanId: accept?.spanId,
    status: { code: 2, message: "server-error" },
  });
  expect(second?.traceId).not.toBe(accept?.traceId);
  expect(second?.links).toEqual([expect.objectContaining(traceOf(eventId))]);
  expect(collector.spans).toHaveLength(3);
});

test("a span contains ids, types, numbers and outcomes, and nothing else", async () => {
  const collector = await startCollector();
  const tracing = await startTracing(settings(collector), log);
  tracing.accepted([accepted]);
  tracing.attempted(attempt);
  await tracing.stop();
  expect(valuesOf(collector.spans[0])).toEqual({
    "messaging.operation.type": "create",
    "messaging.message.id": eventId,
    "countersign.event.type": "check.outcome",
    "countersign.project.id": accepted.projectId,
    "countersign.deliveries": 1,
  });
  expect(valuesOf(collector.spans[1])).toEqual({
    "messaging.operation.type": "send",
    "messaging.message.id": eventId,
    "countersign.event.type": "check.outcome",
    "countersign.project.id": accepted.projectId,
    "countersign.webhook.id": attempt.webhookId,
    "countersign.delivery.id": attempt.deliveryId,
    "countersign.attempt": 1,
    "countersign.resend": false,
    "countersign.outcome": "server-error",
    "http.response.status_code": 503,
  });
});

test("only the configured fraction of events is traced, each completely or not at all", async () => {
  const collector = await startCollector();
  const tracing = await startTracing(settings(collector, 0.25), log);
  for (let count = 0; count < 400; count++) {
    const id = newId("event", clock, (bytes) => new Uint8Array(bytes).map((_, at) => (count >> at) % 32));
    tracing.accepted([{ ...accepted, id }]);
    tracing.attempted({ ...attempt, eventId: id });
    tracing.attempted({ ...attempt, eventId: id, fresh: false });
  }
  await tracing.stop();
  const told = new Map<string, number>();
  for (const span of collector.spans) {
    const id = String(valuesOf(span)["messaging.message.id"]);
    told.set(id, (told.get(id) ?? 0) + 1);
  }
  expect([...new Set(told.values())]).toEqual([3]);
  expect(told.size).toBeGreaterThan(20);
  expect(told.size).toBeLessThan(200);
});

test("a collector that refuses or is unreachable delays nothing", async () => {
  const refusing = await startCollector(400);
  const lines: string[] = [];
  const telling = pino({}, { write: (line: string) => void lines.push(line) });
  const tracing = await startTracing(settings(refusing), telling);
  tracing.accepted([accepted]);
  await tracing.stop();
  expect(lines.join("")).not.toContain(accepted.projectId);
  const away = await startTracing({ ...settings(refusing), endpoint: "http://127.0.0.1:9" }, log);
  away.accepted([accepted]);
  await away.stop();
});
