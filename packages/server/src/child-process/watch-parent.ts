import { Worker } from "node:worker_threads";

/**
 * In a child: ends it once its parent has exited. An endless loop must not outlive the service,
 * however that ended.
 */
export function watchParent(): void {
  new Worker(new URL("./orphan-watch.ts", import.meta.url), {
    workerData: process.ppid,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 },
  }).unref();
}
