import {
  type DeliveryId,
  isId,
  type ProjectId,
  type Resend,
  reasonBodySchema,
  replaySchema,
  resendCountSchema,
  resendSchema,
  resentSchema,
} from "@countersign/wire";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { audit, type BearerActor } from "../../../access/index.ts";
import {
  cancelReplay,
  countSelected,
  findReplay,
  mostReplays,
  type Replay,
  resend,
  type Selection,
  startReplay,
} from "../../../delivery/index.ts";
import { findEvent } from "../../../events/index.ts";
import { findProject } from "../../../projects/index.ts";
import { findWebhook } from "../../../webhooks/index.ts";
import { actorOf, maySee } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { answerOnce } from "../../idempotency/answer-once.ts";
import { refuse, refuseFields } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { foreignDeliveries } from "./delivery-facts.ts";
import { replayView } from "./replay-view.ts";

const tags = ["deliveries"];

/** Sending many deliveries once more: named ones at once, those that a filter finds as a replay. */
export function registerReplayRoutes(app: App, deps: HttpDeps): void {
  const visible = async (actor: BearerActor, id: string): Promise<Replay> => {
    const replay = await findReplay(deps.db, id);
    if (replay === null || !maySee(actor, replay.projectId)) {
      throw refuse("not_found", "There is no such replay.");
    }
    return replay;
  };

  app.post(
    "/deliveries/resend",
    {
      config: { access: ["operator", "project"], readsMuch: true },
      schema: {
        tags,
        summary: "Send deliveries once more: of an event, a list, or all that a filter finds",
        description:
          "With a filter the answer is a replay: it goes on in the background, and `GET /manage/v1/deliveries/resends/{id}` tells how far it is. `dryRun` counts what the filter finds and sends nothing.",
        body: resendSchema,
        response: { 200: resendCountSchema, 202: z.union([resentSchema, replaySchema]) },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const { body } = request;
      if ("projectId" in body) {
        const selection = await selectionOf(deps, actor, body);
        if (body.dryRun) return reply.send({ count: await countSelected(deps.db, selection) });
        return reply.code(202).send(await replayOf(deps, request, selection, body.reason));
      }
      const target = await namedTarget(deps, actor, body);
      const answer = await answerOnce(deps, request, {
        status: 202,
        work: async (tx) => {
          const count = await resend(deps, tx, target);
          const details = "eventId" in target ? { eventId: target.eventId, count } : { count };
          await audit(deps, tx, {
            actor,
            action: "delivery.resend",
            ...(actor.kind === "project" && { projectId: actor.projectId }),
            reason: body.reason,
            details,
          });
          return count;
        },
        answer: (resent) => ({ resent }),
      });
      return reply.code(202).send(answer);
    },
  );

  app.get(
    "/deliveries/resends/:id",
    {
      config: { access: ["operator", "project"] },
      schema: {
        tags,
        summary: "Read how far a replay is",
        params: idParams,
        response: { 200: replaySchema },
      },
    },
    async (request) => replayView(deps, await visible(actorOf(request), request.params.id)),
  );

  app.post(
    "/deliveries/resends/:id/cancel",
    {
      config: { access: ["operator", "project"] },
      schema: {
        tags,
        summary: "Put nothing more of a replay in the queue; what is in it goes on",
        params: idParams,
        body: reasonBodySchema.nullish(),
        response: { 200: replaySchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { id, projectId } = await visible(actor, request.params.id);
      return answerOnce(deps, request, {
        status: 200,
        work: async (tx) => {
          const { reason } = request.body ?? {};
          await audit(deps, tx, { actor, action: "replay.cancel", projectId, target: id, reason });
          return cancelReplay(deps, tx, id);
        },
        answer: (replay, tx) => replayView({ db: tx }, replay),
      });
    },
  );
}

/** Starts the replay and leaves an audit record; answers how it stands. */
export function replayOf(
  deps: HttpDeps,
  request: FastifyRequest,
  selection: Selection,
  reason: string | undefined,
) {
  const actor = actorOf(request);
  return answerOnce(deps, request, {
    status: 202,
    work: async (tx) => {
      const started = await startReplay(deps, tx, selection);
      if (started === null) {
        throw refuse(
          "conflict",
          `The project has ${mostReplays} replays under way: wait until one ends, or cancel one.`,
        );
      }
      const { id: target, projectId, filter } = started;
      const details = { ...filter };
      await audit(deps, tx, { actor, action: "replay.start", projectId, target, reason, details });
      return started;
    },
    answer: (replay, tx) => replayView({ db: tx }, replay),
  });
}

async function selectionOf(
  deps: HttpDeps,
  actor: BearerActor,
  body: Extract<Resend, { projectId: string }>,
): Promise<Selection> {
  const project = maySee(actor, body.projectId) ? await findProject(deps.db, body.projectId) : null;
  if (project === null) throw refuse("not_found", "There is no such project.");
  const { webhookId, type, status, subject } = body;
  if (webhookId !== undefined) {
    const webhook = isId("webhook", webhookId) ? await findWebhook(deps.db, webhookId) : null;
    if (webhook?.projectId !== project.id) throw refuse("not_found", "The project has no such webhook.");
  }
  const now = deps.clock();
  const asked = { from: Date.parse(body.from ?? ""), to: Date.parse(body.to ?? "") };
  if (asked.from >= asked.to) throw refuseFields([{ field: "to", problem: "must be later than `from`" }]);
  const from = Math.max(project.createdAt.getTime(), Number.isNaN(asked.from) ? 0 : asked.from);
  const to = Math.max(from, Math.min(now, Number.isNaN(asked.to) ? now : asked.to));
  return {
    projectId: project.id,
    filter: {
      ...(webhookId !== undefined && { webhookId }),
      ...(type !== undefined && { type }),
      ...(status !== undefined && { statuses: Array.isArray(status) ? [...new Set(status)] : [status] }),
      ...(subject !== undefined && { subject }),
    },
    from: new Date(from),
    to: new Date(to),
  };
}

/** What to send again by name, all of it the caller's own; one unknown id refuses the whole. */
async function namedTarget(
  deps: HttpDeps,
  actor: BearerActor,
  body: Exclude<Resend, { projectId: string }>,
): Promise<Parameters<typeof resend>[2]> {
  if ("eventId" in body) {
    const event = await findEvent(deps.db, body.eventId);
    if (event === null || !maySee(actor, event.projectId))
      throw refuse("not_found", "There is no such event.");
    return { eventId: event.id };
  }
  const ids = body.deliveryIds.filter((id): id is DeliveryId => isId("delivery", id));
  const own: ProjectId | null = actor.kind === "project" ? actor.projectId : null;
  const foreign = ids.length < body.deliveryIds.length || (await foreignDeliveries(deps.db, ids, own));
  if (foreign) throw refuse("not_found", "At least one of these deliveries doesn't exist. Nothing was sent.");
  return [...new Set(ids)];
}
