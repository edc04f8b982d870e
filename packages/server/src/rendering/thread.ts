import { Worker } from "node:worker_threads";
import { type Task, type TaskResult, threadState } from "./contract.ts";

/** One worker thread. It runs one task at a time. */
export interface Thread {
  /** Resolves once it takes tasks. Rejects when it can't be started. */
  ready: Promise<void>;
  /**
   * Resolves to a word when the thread ended before it answered: too slow, or out of memory. The limit is on the
   * thread's own time: where the machine is so busy that it hardly gets any, the task is given up to five times as long.
   */
  run(task: Task, limitMs: number): Promise<TaskResult | "too-slow" | "too-large">;
  end(): Promise<void>;
}

const workerFile = new URL("./worker.ts", import.meta.url);
/** Of the JavaScript heap; beyond it the thread ends, the process does not. */
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 2 };
const mostPatience = 5;
const tellsWithinMs = 20;

export function startThread(): Thread {
  const shared = new SharedArrayBuffer(threadState.length * Float64Array.BYTES_PER_ELEMENT);
  const worker = new Worker(workerFile, {
    workerData: shared,
    resourceLimits,
    env: {},
    stdin: false,
    execArgv: [],
  });
  worker.unref();
  const state = new Float64Array(shared);
  let tasks = 0;
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
        const number = ++tasks;
        const started = performance.now();
        const look = async () => {
          // The answer may be here already, where this process was too busy to look.
          await new Promise(setImmediate);
          if (tasks !== number || settle === null) return;
          const left = limitMs - (await ownTime(number));
          if (tasks !== number || settle === null) return;
          if (left > 1 && performance.now() - started < mostPatience * limitMs) {
            timer = setTimeout(look, left);
            return;
          }
          settle("too-slow");
          void worker.terminate();
        };
        let timer = setTimeout(look, limitMs);
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

  /** Milliseconds that the thread has worked at the task; without end where it can't be told. */
  async function ownTime(task: number): Promise<number> {
    if (state[threadState.task] !== task) return 0;
    const asked = worker.cpuUsage().catch(() => null);
    const usage = await Promise.race([
      asked,
      new Promise<null>((resolve) => setTimeout(resolve, tellsWithinMs, null)),
    ]);
    if (usage === null) return Number.POSITIVE_INFINITY;
    return (usage.user + usage.system - (state[threadState.begun] ?? 0)) / 1000;
  }
}
