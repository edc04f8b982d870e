import type { ProjectId } from "@countersign/wire";
import type { ChecksDeps } from "../deps.ts";
import { finishRun, giveUp, voidRun } from "./finish.ts";
import { gather } from "./gather.ts";
import { type LeasedRun, leaseRun, releaseRun } from "./lease.ts";

/** Makes the checks of submitted sessions, one session at a time. */
export interface ChecksWorker {
  /** There may be something to do. */
  wake(): void;
  /** Resolves once nothing runs any more. A run that is under way is given back. */
  stop(): Promise<void>;
}

/** How often to look for runs that other processes left or requested. */
const everyMs = 1_000;
/** Then a person decides. What ends a process may end each that tries. */
const maxAttempts = 3;
const remembered = 200;

/** Starts working off the runs that were requested, here or elsewhere. */
export function startWorker(deps: ChecksDeps): ChecksWorker {
  const stopped = new AbortController();
  let recent: ProjectId[] = [];
  let isWoken = false;
  let resume: (() => void) | null = null;

  async function work(): Promise<void> {
    while (!stopped.signal.aborted) {
      const run = await next();
      if (run === null) await pause();
      else await make(run);
    }
  }

  async function next(): Promise<LeasedRun | null> {
    try {
      const run = await leaseRun(deps, recent);
      if (run !== null) {
        recent = [...recent.filter((id) => id !== run.projectId), run.projectId].slice(-remembered);
      }
      return run;
    } catch (err) {
      if (!stopped.signal.aborted) deps.log.error({ err }, "could not look for checks to make");
      return null;
    }
  }

  async function make(run: LeasedRun): Promise<void> {
    const { sessionId } = run;
    try {
      if (run.attempts > maxAttempts) {
        deps.log.warn({ sessionId }, "a session's checks failed several times: a person decides");
        return await giveUp(deps, run);
      }
      const gathered = await gather(deps, run);
      // What was looked at meanwhile was broken off.
      if (stopped.signal.aborted) return await releaseRun(deps, run);
      await (gathered === null ? voidRun(deps, run) : finishRun(deps, run, gathered));
    } catch (err) {
      // Its lease ends, and then it is tried again.
      if (!stopped.signal.aborted) deps.log.error({ err, sessionId }, "could not make a session's checks");
      await pause();
    }
  }

  /** Until there may be something to do, and a second at most. */
  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(go, everyMs);
      resume = go;
      if (isWoken) go();

      function go(): void {
        clearTimeout(timer);
        isWoken = false;
        resume = null;
        resolve();
      }
    });
  }

  function wake(): void {
    isWoken = true;
    resume?.();
  }

  const working = work();
  return {
    wake,
    async stop() {
      stopped.abort();
      wake();
      await deps.looker.close();
      await working;
    },
  };
}
