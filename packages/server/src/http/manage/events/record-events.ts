import {
  type AnyEventType,
  type EventId,
  type FieldProblem,
  type NewEventBatchBody,
  type NewEventBody,
  newEventBatchSchema,
  newEventSchema,
  type ProjectId,
  recordedEventSchema,
  recordedEventsSchema,
} from "@countersign/wire";
import type { FastifyReply, FastifyRequest } from "fastify";
import { createRecorder, type Once, type Pace, type ReportedEvent } from "../../../events/index.ts";
import { batchLimits } from "../../../json/index.ts";
import { createTurnstile } from "../../../quotas/index.ts";
import { staticEventTypes } from "../../../webhooks/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { keyedRequest, repeatResponse } from "../../idempotency/idempotency.ts";
import { type KeyedRequest, keyLimits, sealAnswer, takenKey } from "../../idempotency/keys.ts";
import { charge, quotaCaller } from "../../limits/quota.ts";
import { holdBack, shareOf } from "../../limits/turns.ts";
import { refuse, refuseFields } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { checkEnvelope, checkEvents } from "./check-batch.ts";

const tags = ["events"];
/**
 * How many calls one project may have in progress. While others are active it is fewer: each event
 * holds the event loop for some 0.2 ms and each batch for some 10 ms at a time, and a neighbour's
 * event waits for all that is under way. With 8 singles a neighbour's p99 beside a flood was 2.6 to
 * 5.1 times its quiet one, with 3 it was 1.9 to 3.4 times, and the flood got 1,100 to 1,400 a
 * second through instead of 1,700 to 2,200 (decision 0017).
 */
const singles = { alone: 64, shared: 3, waiting: 512, waitMs: 5000 };
/**
 * A batch's recording and deliveries take both cores of a small machine: while others are active, a
 * project so gets them for about a third of the time, and its deliveries have ended when its next
 * batch begins.
 */
const batches = { alone: 4, shared: 1, waiting: 256, waitMs: 5000, rest: 2 };
/** A thousand events of a few kilobytes. */
const batchBodyLimit = 16 * 1024 * 1024;
const maxErrors = 50;
const contentType = "application/json; charset=utf-8";

/**
 * Recording what happened elsewhere. The routes keep idempotency keys themselves: key, answer and events become durable
 * in one commit, so that not even a crash makes a repeated request count twice.
 */
export function registerRecordingRoutes(app: App, deps: HttpDeps): void {
  const recorder = createRecorder({ ...deps.events, db: deps.db, keyring: deps.keyring });
  // The answers are made here, of ids alone: nothing in them is to be checked.
  const shared = { access: "events.record", idempotent: "itself", quota: "events" } as const;
  const serializerCompiler = () => JSON.stringify;

  const { presence } = deps;
  app.post(
    "/events",
    {
      config: shared,
      onRequest: holdBack(createTurnstile({ ...singles, presence })),
      serializerCompiler,
      schema: {
        tags,
        operationId: "recordEvent",
        summary: "Record an event",
        description: "Records an event. The response follows once it is durable.",
        body: newEventSchema,
        response: { 202: recordedEventSchema },
      },
    },
    async (request, reply) => {
      const { projectId, ...event } = request.body;
      return recordAll(request, reply, projectId, [event], "", (ids) => ({ id: ids[0] ?? "" }));
    },
  );

  app.post(
    "/events/batch",
    {
      config: { ...shared, jsonLimits: batchLimits },
      onRequest: holdBack(createTurnstile({ ...batches, presence })),
      serializerCompiler,
      bodyLimit: batchBodyLimit,
      validatorCompiler: checkEnvelope,
      schema: {
        tags,
        operationId: "recordEvents",
        summary: "Record events",
        description: "Records up to 1,000 events, all or none. The response follows once they are durable.",
        body: newEventBatchSchema,
        response: { 202: recordedEventsSchema },
      },
    },
    async (request, reply) => {
      const { projectId, events } = request.body;
      const checked = await checkEvents(events, paceOf(request, deps), maxErrors);
      if (!checked.ok) throw refuseFields(checked.problems);
      return recordAll(request, reply, projectId, checked.events, "events", (ids) => ({ ids: [...ids] }));
    },
  );

  async function recordAll(
    request: FastifyRequest,
    reply: FastifyReply,
    projectId: string,
    bodies: readonly (Omit<NewEventBody, "projectId"> | NewEventBatchBody["events"][number])[],
    list: string,
    answer: (ids: readonly EventId[]) => object,
  ): Promise<FastifyReply> {
    const caller = await quotaCaller(deps.db, actorOf(request), projectId);
    if (caller === null) throw refuseFields([{ field: "projectId", problem: "is not a known project" }]);
    const at = (place: number, field: string) => (list === "" ? field : `${list}.${place}.${field}`);
    refuseReserved(
      bodies.map(({ type }) => type),
      at,
    );
    const keyed = keyedRequest(request);
    charge(deps, "events", caller, bodies.length);
    const recording = await recorder.record(
      bodies.map((body) => newEvent(caller.projectId, body)),
      {
        once: keyed === null ? undefined : onceFor(deps, keyed, answer),
        weight: caller.quotas.weight ?? 1,
        pace: paceOf(request, deps),
      },
    );
    switch (recording.kind) {
      case "recorded":
        return reply.code(202).send(answer(recording.ids));
      case "taken":
        if (keyed === null) throw new Error("a request without a key met a key");
        deps.quotas.giveBack("events", caller, bodies.length);
        return repeatResponse(reply, await takenKey(deps, keyed));
      case "full":
        deps.quotas.giveBack("events", caller, bodies.length);
        throw refuse(
          "rate_limited",
          "Too many of the project's events wait to be recorded. Repeat after 1 s.",
          {},
          1,
        );
      case "refused":
        throw refuseFields(
          recording.problems.slice(0, maxErrors).map(({ event, at: where, field, problem }) => ({
            field: at(event, joined(where, field)),
            problem,
          })),
        );
    }
  }
}

/** A call gives way while anybody but its caller is active. */
function paceOf({ actor }: Pick<FastifyRequest, "actor">, { presence }: Pick<HttpDeps, "presence">): Pace {
  const share = shareOf(actor);
  return { isAlone: () => presence.isAlone(share), now: () => performance.now() };
}

const ofDisclosures: ReadonlySet<string> = new Set(Object.values(staticEventTypes).flat());

/** A person's data goes to static addresses after a successful session, and in no other case. */
function refuseReserved(types: readonly string[], at: (place: number, field: string) => string): void {
  const problems: FieldProblem[] = [];
  for (const [place, type] of types.entries()) {
    if (!ofDisclosures.has(type)) continue;
    problems.push({
      field: at(place, "type"),
      problem: "is recorded by the service alone, after a successful session",
    });
  }
  if (problems.length > 0) throw refuseFields(problems.slice(0, maxErrors));
}

function newEvent(
  projectId: ProjectId,
  { type, subject, payload }: { type: AnyEventType; subject?: string | undefined; payload: object },
): ReportedEvent {
  return { projectId, type, ...(subject !== undefined && { subject }), payload };
}

function onceFor(deps: HttpDeps, keyed: KeyedRequest, answer: (ids: readonly EventId[]) => object): Once {
  const createdAt = new Date(deps.clock());
  return {
    ...keyed,
    createdAt,
    ...keyLimits(createdAt),
    answer: (ids) => ({
      status: 202,
      responseSealed: sealAnswer(deps, keyed, { contentType, body: JSON.stringify(answer(ids)) }),
    }),
  };
}

function joined(...parts: string[]): string {
  return parts.filter((part) => part !== "").join(".");
}
