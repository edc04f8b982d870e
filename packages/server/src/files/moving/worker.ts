import { setTimeout as delay } from "node:timers/promises";
import { FilesUnavailable } from "../contract.ts";
import type { FilesMetrics } from "../metrics.ts";
import { countPending } from "./places.ts";
import { removeUnused } from "./remove.ts";
import { moveSome, type RoundDeps } from "./round.ts";

interface WorkerDeps extends Omit<RoundDeps, "onLost"> {
  metrics: Pick<FilesMetrics, "onMoved" | "onLost" | "setPending">;
  /** How long an object is kept that other bytes have taken the place of. */
  keepMs: number;
}

/** Between two rounds with nothing to do, and after a failure. */
const idleMs = 5000;
const maxCounted = 10_000;

/**
 * Moves files to the bucket, or back, and removes objects that are of no use any more, until it is
 * stopped; `stop` resolves once nothing is being moved. Several processes may do so at the same time.
 * While the bucket does not respond it waits: files stay where they are, and can be read there.
 */
export function startMoving(deps: WorkerDeps): { stop(): Promise<void> } {
  const stopped = new AbortController();
  const done = moveUntil(stopped.signal, deps);
  return {
    async stop() {
      stopped.abort();
      await done;
    },
  };
}

async function moveUntil(signal: AbortSignal, deps: WorkerDeps): Promise<void> {
  const lost = new Set<string>();
  let isUsable: boolean | null = null;
  while (!signal.aborted) {
    let pauseMs = idleMs;
    try {
      if (isUsable !== true) await deps.objects.probe();
      if (isUsable === false) deps.log.info("the bucket can be used again");
      isUsable = true;
      const isIdle = await work(deps, lost, signal);
      if (isIdle) lost.clear();
      else pauseMs = 0;
    } catch (err) {
      const isAway = err instanceof FilesUnavailable;
      // Said once, however long it lasts: the metric tells for how long.
      if (!isAway) deps.log.error({ err }, "could not move files, will retry");
      else if (isUsable !== false) deps.log.error({ err }, "the bucket can't be used, will retry");
      if (isAway) isUsable = false;
    }
    if (pauseMs > 0) await delay(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Whether there was nothing to do. */
async function work(deps: WorkerDeps, lost: Set<string>, signal: AbortSignal): Promise<boolean> {
  const { db, direction, metrics, log } = deps;
  const { files, bytes } = await moveSome({ ...deps, onLost: metrics.onLost }, lost, signal);
  metrics.onMoved(bytes);
  const removed = await removeUnused(deps, deps.keepMs);
  const pending = await countPending(db, direction, maxCounted);
  metrics.setPending(pending);
  if (files + removed > 0) log.info({ files, bytes, to: direction.to, removed, ...pending }, "moved files");
  return files + removed === 0;
}
