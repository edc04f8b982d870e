import type { FastifyRequest } from "fastify";
import { audit } from "../../../access/index.ts";
import { maxReplays, type Selection, startReplay } from "../../../delivery/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
import { requireRoomOf } from "../../limits/quota.ts";
import { refuse } from "../../refusals/problem.ts";
import { replayDetailView } from "./replay-view.ts";

/**
 * Starts the replay and leaves an audit record; returns its view. Refused where too many are under
 * way, or there is no room for their attempts.
 */
export async function startedReplay(
  deps: HttpDeps,
  request: FastifyRequest,
  selection: Selection,
  reason: string | undefined,
) {
  const actor = actorOf(request);
  await requireRoomOf(deps, actor, selection.projectId);
  return respondOnce(deps, request, {
    status: 202,
    work: async (tx) => {
      const started = await startReplay(deps, tx, selection);
      if (started === null) {
        throw refuse(
          "conflict",
          `The project has ${maxReplays} replays under way: wait until one ends, or cancel one.`,
        );
      }
      const { id: target, projectId, filter } = started;
      const { deliveryIds, eventIds, ...rest } = filter;
      const details = {
        ...rest,
        ...(deliveryIds !== undefined && { deliveries: deliveryIds.length }),
        ...(eventIds !== undefined && { events: eventIds.length }),
      };
      await audit(deps, tx, { actor, action: "replay.start", projectId, target, reason, details });
      return started;
    },
    answer: (replay, tx) => replayDetailView({ db: tx }, replay),
  });
}
