import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { Db } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { openDueReviews } from "../review/review-schedule.ts";
import { expireDue } from "./expire.ts";

/** Expires due sessions and opens due reviews once a second until it is stopped; `stop` resolves when the sweep under way is done. */
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
      deps.log.error({ sessionId: id, problem: nameOf(error) }, "a session could not be expired");
  } catch (error) {
    deps.log.error({ problem: nameOf(error) }, "no sessions could be expired");
  }
}

async function openReviews(deps: VerificationDeps & { log: Logger }, db: Db): Promise<void> {
  try {
    const { failed } = await openDueReviews(deps, db);
    for (const { userId, error } of failed)
      deps.log.error({ userId, problem: nameOf(error) }, "a review that is due could not be opened");
  } catch (error) {
    deps.log.error({ problem: nameOf(error) }, "no reviews that are due could be opened");
  }
}

/** Only the kind of an error is logged: a message may quote what a statement was given. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
