import type { ProjectId } from "@countersign/wire";
import { createPresence } from "../../quotas/index.ts";
import type { Work } from "../work.ts";
import type { Lanes } from "./lanes.ts";

/**
 * Most attempts that begin in one turn of the event loop. Each takes some 0.1 ms: a batch of one
 * project that fills all its slots at once must not delay what others record in the meantime.
 */
const startsPerTurn = 8;
/** Attempts after which a project that has more to send rests while others are active. */
const startsBetweenRests = 8;
/** A rest: as long as it took the project to start these, within these bounds. */
const [minRestMs, maxRestMs] = [1, 4];

/**
 * Starts what may start: some of it in this turn of the event loop, the rest in the next ones.
 *
 * A project that is alone starts as much as its slots allow. While others are active, one with more
 * to send rests after every few attempts: otherwise its backlog, which the service, its store and
 * its receivers work off with all processors, would leave the others nothing but waits for one.
 *
 * @param deps.start begins the attempt; it must not throw.
 * @param deps.isAlone whether nobody else calls this process. That nobody else's deliveries are
 * sent is known here.
 * @param deps.now milliseconds of a clock that nobody sets.
 */
export function createPump(deps: {
  lanes: Pick<Lanes<Work>, "next" | "pause" | "resume" | "waitingOf">;
  start: (work: Work) => void;
  isAlone: (projectId: ProjectId) => boolean;
  now: () => number;
}): () => void {
  const { lanes, now } = deps;
  const presence = createPresence(now);
  /** Of projects with more to send: what they started since their last rest. */
  const runs = new Map<ProjectId, { starts: number; since: number }>();
  let pumping = false;

  return pump;

  function pump(): void {
    if (pumping) return;
    for (let started = 0; started < startsPerTurn; started++) {
      const work = lanes.next();
      if (!work) return;
      deps.start(work);
      giveWay(work.projectId);
    }
    pumping = true;
    setImmediate(() => {
      pumping = false;
      pump();
    });
  }

  function giveWay(projectId: ProjectId): void {
    presence.notice(projectId);
    if (presence.isAlone(projectId) && deps.isAlone(projectId)) return;
    if (lanes.waitingOf(projectId) === 0) {
      runs.delete(projectId);
      return;
    }
    const run = runs.get(projectId) ?? { starts: 0, since: now() };
    if (run.starts === 0) runs.set(projectId, run);
    run.starts++;
    if (run.starts < startsBetweenRests) return;
    runs.delete(projectId);
    lanes.pause(projectId);
    const restMs = Math.min(maxRestMs, Math.max(minRestMs, now() - run.since));
    setTimeout(() => {
      lanes.resume(projectId);
      pump();
    }, restMs);
  }
}
