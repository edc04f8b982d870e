import type { Clock, ReplayId } from "@countersign/wire";
import type { Logger } from "pino";
import type { Db, Store } from "../../db/index.ts";
import { replaysChannel } from "./replay.ts";
import { type ReplayBatches, stepReplay } from "./step.ts";

export interface ReplayWorker {
  /** Finishes the batch in progress; another process, or the next start, continues after it. */
  stop(): Promise<void>;
}

interface ReplaySettings extends ReplayBatches {
  /** Milliseconds until a batch in flight is checked again. */
  pauseMs: number;
  /** Milliseconds until it looks for replays without a notification. */
  pollMs: number;
}

const defaults: ReplaySettings = { batchSize: 500, batchTimeoutMs: 5_000, pauseMs: 50, pollMs: 5_000 };

/** Runs replays, batch by batch, in this process; any number of processes share them. */
export function startReplays(deps: {
  db: Db;
  clock: Clock;
  log: Logger;
  listen: Store["listen"];
  settings?: Partial<ReplaySettings>;
}): ReplayWorker {
  const settings = { ...defaults, ...deps.settings };
  let stopped = false;
  let noticed = false;
  let wake: () => void = () => undefined;
  const passed: ReplayId[] = [];
  let last = "";
  const notice = () => {
    noticed = true;
    wake();
  };
  const listener = deps.listen(replaysChannel, notice);
  // Replays that were requested before it listened were not notified.
  listener.then(notice, (err: unknown) => deps.log.error({ err }, "could not listen for replays"));
  const running = run();

  return {
    async stop() {
      stopped = true;
      wake();
      await running;
      const [listening] = await Promise.allSettled([listener]);
      if (listening.status === "fulfilled") await listening.value();
    },
  };

  async function run(): Promise<void> {
    while (!stopped) await pause(await step());
  }

  /** Returns for how many milliseconds there is nothing to do. */
  async function step(): Promise<number> {
    try {
      const done = await stepReplay(deps, settings, passed, last);
      if (done.kind === "waiting") {
        last = done.projectId;
        passed.push(done.id);
        return 0;
      }
      if (done.kind === "idle") return passed.splice(0).length > 0 ? settings.pauseMs : settings.pollMs;
      const { id: replayId, projectId, status, matched, queued, skipped } = done.replay;
      last = projectId;
      if (status === "done") deps.log.info({ replayId, projectId, matched, queued, skipped }, "replay done");
      return 0;
    } catch (err) {
      deps.log.error({ err }, "could not continue a replay; retrying");
      return settings.pollMs;
    }
  }

  function pause(ms: number): Promise<void> {
    if (ms === 0 || stopped || noticed) {
      noticed = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      wake = done;
      function done(): void {
        clearTimeout(timer);
        wake = () => undefined;
        noticed = false;
        resolve();
      }
    });
  }
}
