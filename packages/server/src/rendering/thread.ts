import { Worker } from "node:worker_threads";
import type { Task, TaskResult } from "./contract.ts";

/** One worker thread. It runs one task at a time. */
export interface Thread {
  /** Resolves once it takes tasks. Rejects when it can't be started. */
  ready: Promise<void>;
  /** Resolves to a word when the thread ended before it answered: too slow, or out of memory. */
  run(task: Task, limitMs: number): Promise<TaskResult | "too-slow" | "too-large">;
  end(): Promise<void>;
}

const workerFile = new URL("./worker.ts", import.meta.url);
/** Of the JavaScript heap; beyond it the thread ends, the process does not. */
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 2 };

export function startThread(): Thread {
  const worker = new Worker(workerFile, { resourceLimits, env: {}, stdin: false, execArgv: [] });
  worker.unref();
  let settle: ((result: TaskResult | "too-slow" | "too-large") => void) | null = null;
  const ready = new Promise<void>((resolve, reject) => {
    worker.on("message", (message: "ready" | TaskResult) => {
      if (message === "ready") resolve();
      else settle?.(message);
    });
    worker.on("error", (error) => {
      reject(error);
      settle?.("too-large");
    });
    worker.on("exit", () => {
      reject(new Error("a rendering thread ended before it was ready"));
      settle?.("too-large");
    });
  });
  // Whoever waits for it hears of it; without one, it is no failure of the process.
  ready.catch(() => undefined);

  return {
    ready,
    run(task, limitMs) {
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          // The answer may be here already, where this process was too busy to look.
          setImmediate(() => {
            if (settle === null) return;
            settle("too-slow");
            void worker.terminate();
          });
        }, limitMs);
        settle = (result) => {
          settle = null;
          clearTimeout(timer);
          resolve(result);
        };
        worker.postMessage(task);
      });
    },
    async end() {
      await worker.terminate();
    },
  };
}
