import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { Db } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { openDueReviews } from "../review/review-schedule.ts";
import { expireDue } from "./expire.ts";

/**
 * Expires due sessions and opens due reviews once a second until stopped; `stop` resolves when the sweep in progress is
 * done.
 */
export function startSweeper(deps: VerificationDeps & { log: Logger }, db: Db): { stop(): Promise<void> } {
  const stopped = new AbortController();
  const done = sweepUntil(stopped.signal, deps, db);
  return {
    async stop() {
      stopped.abort();
      await done;
    },
  };
}

const pauseMs = 1_000;

async function sweepUntil(
  signal: AbortSignal,
  deps: VerificationDeps & { log: Logger },
  db: Db,
): Promise<void> {
  while (!signal.aborted) {
    await expireSessions(deps, db);
    await openReviews(deps, db);
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

async function expireSessions(deps: VerificationDeps & { log: Logger }, db: Db): Promise<void> {
  try {
    const { failed } = await expireDue(deps, db);
    for (const { id, error } of failed)
      deps.log.error({ sessionId: id, err: error }, "could not expire a session");
  } catch (error) {
    deps.log.error({ err: error }, "could not expire sessions");
  }
}

async function openReviews(deps: VerificationDeps & { log: Logger }, db: Db): Promise<void> {
  try {
    const { failed } = await openDueReviews(deps, db);
    for (const { userId, error } of failed)
      deps.log.error({ userId, err: error }, "could not open a due review");
  } catch (error) {
    deps.log.error({ err: error }, "could not open due reviews");
  }
}
