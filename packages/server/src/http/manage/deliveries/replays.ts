import {
  countReplaySchema,
  isId,
  reasonBodySchema,
  replayCountSchema,
  replayDetailSchema,
  replayPageSchema,
  replayQuerySchema,
  startReplaySchema,
} from "@countersign/wire";
import { audit } from "../../../access/index.ts";
import {
  cancelReplay,
  countSelected,
  findReplay,
  listReplays,
  type Replay,
} from "../../../delivery/index.ts";
import { actorOf, type Caller, maySee, narrowTo } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
import { createdAtRange, positionOf, refuseCursor, toPage } from "../../paging.ts";
import { refuse, refuseFields } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { isNarrow, selectionOf } from "./replay-selection.ts";
import { replayDetailView, replayView } from "./replay-view.ts";
import { startedReplay } from "./started-replay.ts";

const tags = ["replays"];

/** Sending deliveries again in bulk. */
export function registerReplayRoutes(app: App, deps: HttpDeps): void {
  const visible = async (actor: Caller, id: string): Promise<Replay> => {
    const replay = await findReplay(deps.db, id);
    if (replay === null || !maySee(actor, replay.projectId)) {
      throw refuse("not_found", "There is no such replay.");
    }
    return replay;
  };

  app.post(
    "/replays/count",
    {
      config: { access: "deliveries.send", readsMuch: true, idempotent: false },
      schema: {
        tags,
        operationId: "countReplay",
        summary: "Count what a replay would send",
        description:
          "Sends nothing. The count is what `confirmedCount` of `POST /manage/v1/replays` confirms.",
        body: countReplaySchema,
        response: { 200: replayCountSchema },
      },
    },
    async (request) => {
      const selection = await selectionOf(deps, actorOf(request), request.body);
      return { count: await countSelected(deps.db, selection) };
    },
  );

  app.post(
    "/replays",
    {
      config: { access: "deliveries.send", readsMuch: true },
      schema: {
        tags,
        operationId: "startReplay",
        summary: "Send deliveries again in bulk",
        description:
          "Sends all deliveries of a project that the filter finds, under their old ids, in the order in which they were " +
          "accepted. It runs in the background; `GET /manage/v1/replays/{id}` returns its progress. A replay that nothing " +
          "but the project and the status narrows needs the `confirmedCount` of what it may send.",
        body: startReplaySchema,
        response: { 202: replayDetailSchema },
      },
    },
    async (request, reply) => {
      const { confirmedCount, reason } = request.body;
      if (confirmedCount === undefined && !isNarrow(request.body)) {
        const problem =
          "is required: nothing narrows the replay. POST /manage/v1/replays/count returns the count";
        throw refuseFields([{ field: "confirmedCount", problem }]);
      }
      const selection = await selectionOf(deps, actorOf(request), request.body);
      if (confirmedCount !== undefined) {
        const count = await countSelected(deps.db, selection);
        if (count > confirmedCount) {
          throw refuse(
            "conflict",
            `The replay would send ${count} deliveries, more than the ${confirmedCount} confirmed. Nothing was sent.`,
          );
        }
      }
      return reply.code(202).send(await startedReplay(deps, request, selection, reason));
    },
  );

  app.get(
    "/replays",
    {
      config: { access: "deliveries.read" },
      schema: {
        tags,
        operationId: "listReplays",
        summary: "List replays",
        description: "Returns a project's replays, newest first.",
        querystring: replayQuerySchema,
        response: { 200: replayPageSchema },
      },
    },
    async (request) => {
      const { limit, cursor, status } = request.query;
      const projectId = narrowTo(actorOf(request), request.query.projectId);
      const { from, to } = createdAtRange(request.query);
      const before = positionOf(cursor);
      if (before !== undefined && !isId("replay", before)) throw refuseCursor();
      if (projectId === "none") return { data: [], nextCursor: null };
      const rows = await listReplays(deps.db, { projectId, status, from, to, before, limit: limit + 1 });
      return toPage(rows, limit, (row) => row.id, replayView);
    },
  );

  app.get(
    "/replays/:id",
    {
      config: { access: "deliveries.read" },
      schema: {
        tags,
        operationId: "getReplay",
        summary: "Read a replay",
        description: "Returns how far a replay has come.",
        params: idParams,
        response: { 200: replayDetailSchema },
      },
    },
    async (request) => replayDetailView(deps, await visible(actorOf(request), request.params.id)),
  );

  app.post(
    "/replays/:id/cancel",
    {
      config: { access: "deliveries.send" },
      schema: {
        tags,
        operationId: "cancelReplay",
        summary: "Cancel a replay",
        description: "Puts no more deliveries into the queue; those already queued still go out.",
        params: idParams,
        body: reasonBodySchema.nullish(),
        response: { 200: replayDetailSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { id, projectId } = await visible(actor, request.params.id);
      return respondOnce(deps, request, {
        status: 200,
        work: async (tx) => {
          const { reason } = request.body ?? {};
          await audit(deps, tx, { actor, action: "replay.cancel", projectId, target: id, reason });
          return cancelReplay(deps, tx, id);
        },
        answer: (replay, tx) => replayDetailView({ db: tx }, replay),
      });
    },
  );
}
