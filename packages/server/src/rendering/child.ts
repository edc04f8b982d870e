import { fork } from "node:child_process";
import { readFile } from "node:fs/promises";
import type { ChildMessage, Task, TaskResult } from "./contract.ts";

/**
 * Why a task has no result: it used up its time, it ended the process itself (usually out of
 * memory), or the process was killed from outside.
 */
export type Ended = "too-slow" | "too-large" | "killed";

/** A child process for one task at a time. */
export interface Child {
  /** Resolves once it accepts tasks. Rejects if it can't be started. */
  ready: Promise<void>;
  /** Resolves once the process is gone. */
  gone: Promise<void>;
  /**
   * Resolves to a word if the process ended before there was a result; it can't be used again then.
   * The limit is on its own processor time: on a machine so busy that it hardly gets any, a task
   * may take up to five times as long.
   */
  run(task: Task, timeoutMs: number): Promise<TaskResult | Ended>;
  end(): Promise<void>;
}

export type StartChild = () => Child;

const entry = new URL("./entry.ts", import.meta.url);
/** Beyond the heap the process aborts, also if a single allocation exceeds any limit. */
const execArgv = [
  "--max-old-space-size=64",
  "--max-semi-space-size=8",
  "--stack-size=900",
  "--disallow-code-generation-from-strings",
  "--no-warnings",
];
const maxElapsedFactor = 20;

export function startChild(): Child {
  const child = fork(entry, [], {
    env: {},
    execArgv,
    // A payload is one string: copied as it is, instead of being escaped and parsed again.
    serialization: "advanced",
    // What a dying V8 prints may contain its data.
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  child.unref();
  child.channel?.unref();
  let tasks = 0;
  let cpu = 0;
  let settle: ((result: TaskResult | Ended) => void) | null = null;
  let markGone: () => void;
  const gone = new Promise<void>((resolve) => {
    markGone = resolve;
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.on("message", (message) => {
      const { result, cpu: used } = message as ChildMessage;
      cpu = used;
      if (result === null) resolve();
      else settle?.(result);
    });
    const ended = (why: Ended) => {
      reject(new Error("a rendering process ended before it was ready"));
      settle?.(why);
      markGone();
    };
    child.on("error", () => ended("killed"));
    child.on("exit", (_code, signal) =>
      ended(signal === "SIGKILL" || signal === "SIGTERM" ? "killed" : "too-large"),
    );
  });
  // A waiting caller gets the error; without one, it is not a failure of the service.
  ready.catch(() => undefined);

  return {
    ready,
    gone,
    run(task, timeoutMs) {
      return new Promise((resolve) => {
        const number = ++tasks;
        const before = cpu;
        const started = performance.now();
        const isOver = () => tasks !== number || settle === null;
        const look = async () => {
          // The result may have arrived already, if this process was too busy to read it.
          await new Promise(setImmediate);
          if (isOver()) return;
          const elapsed = performance.now() - started;
          const own = (await ownTime(child.pid)) ?? Number.POSITIVE_INFINITY;
          if (isOver()) return;
          const left = timeoutMs - Math.min(own - before, elapsed * 1000) / 1000;
          if (left > 1 && elapsed < maxElapsedFactor * timeoutMs) {
            timer = setTimeout(look, left);
            return;
          }
          settle?.("too-slow");
          child.kill("SIGKILL");
        };
        let timer = setTimeout(look, timeoutMs);
        settle = (result) => {
          settle = null;
          clearTimeout(timer);
          resolve(result);
        };
        // The channel is closed: the exit follows.
        child.send(task, () => undefined);
      });
    },
    async end() {
      // Keeps the service's process alive for a caller that waits for the child's end.
      child.ref();
      child.kill("SIGKILL");
      await gone;
    },
  };
}

/**
 * Microseconds of processor time of the process's main thread. Null if the system doesn't report
 * it: then wall-clock time counts.
 */
async function ownTime(pid: number | undefined): Promise<number | null> {
  try {
    const [nanoseconds] = (await readFile(`/proc/${pid}/schedstat`, "latin1")).split(" ");
    const time = Number(nanoseconds) / 1000;
    return Number.isFinite(time) ? time : null;
  } catch {
    return null;
  }
}
