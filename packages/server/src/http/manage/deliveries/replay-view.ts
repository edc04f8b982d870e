import type { ReplayDetailView, ReplayView } from "@countersign/wire";
import { type Replay, standingOf } from "../../../delivery/index.ts";
import type { HttpDeps } from "../../deps.ts";

/** A replay as the API shows it. */
export function replayView(replay: Replay): ReplayView {
  const { id, projectId, status, matched, queued, skipped } = replay;
  const { deliveryIds, eventIds, webhookIds, types, subjects, statuses, settledSince } = replay.filter;
  return {
    id,
    projectId,
    status,
    filter: {
      deliveryId: deliveryIds,
      eventId: eventIds,
      webhookId: webhookIds,
      type: types,
      subject: subjects,
      status: statuses,
      settledAtFrom: settledSince,
      createdAtFrom: replay.from.toISOString(),
      createdAtTo: replay.to.toISOString(),
    },
    matchedCount: matched,
    queuedCount: queued,
    skippedCount: skipped,
    createdAt: replay.createdAt.toISOString(),
    finishedAt: replay.finishedAt?.toISOString() ?? null,
  };
}

/** The same with how its deliveries stand now. */
export async function replayDetailView(
  deps: Pick<HttpDeps, "db">,
  replay: Replay,
): Promise<ReplayDetailView> {
  return { ...replayView(replay), statusCounts: await standingOf(deps.db, replay) };
}
