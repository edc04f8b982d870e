import type { ReplayView } from "@countersign/wire";
import { type Replay, standingOf } from "../../../delivery/index.ts";
import type { HttpDeps } from "../../deps.ts";

/** A replay as the API shows it, with how its deliveries stand now. */
export async function replayView(deps: Pick<HttpDeps, "db">, replay: Replay): Promise<ReplayView> {
  const { id, projectId, state, filter, matched, queued, skipped } = replay;
  return {
    id,
    projectId,
    state,
    filter,
    from: replay.from.toISOString(),
    to: replay.to.toISOString(),
    matched,
    queued,
    skipped,
    now: await standingOf(deps.db, replay),
    createdAt: replay.createdAt.toISOString(),
    finishedAt: replay.finishedAt?.toISOString() ?? null,
  };
}
