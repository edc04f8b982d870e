import { fork } from "node:child_process";
import { readFile } from "node:fs/promises";
import type { ChildMessage, Task, TaskResult } from "./contract.ts";

/**
 * How a task came to no result: it used up its time, it ended the process by itself (out of memory, as a rule), or the
 * process was killed by somebody else.
 */
export type Ended = "too-slow" | "too-large" | "killed";

/** A process of its own, for one task at a time. */
export interface Child {
  /** Resolves once it takes tasks. Rejects when it can't be started. */
  ready: Promise<void>;
  /** Resolves once the process is gone. */
  gone: Promise<void>;
  /**
   * Resolves to a word when the process ended before there was a result; it is of no use then. The limit is on its own
   * processor time: where the machine is so busy that it hardly gets any, a task is given up to five times as long.
   */
  run(task: Task, limitMs: number): Promise<TaskResult | Ended>;
  end(): Promise<void>;
}

export type StartChild = () => Child;

const entry = new URL("./entry.ts", import.meta.url);
/** Beyond the heap the process aborts: so it does where a single allocation leaps over any limit. */
const execArgv = [
  "--max-old-space-size=64",
  "--max-semi-space-size=8",
  "--stack-size=900",
  "--disallow-code-generation-from-strings",
  "--no-warnings",
];
const mostPatience = 20;

export function startChild(): Child {
  const child = fork(entry, [], {
    env: {},
    execArgv,
    // A payload is one text: copied as it is, in place of being escaped and read again.
    serialization: "advanced",
    // What a dying V8 prints may hold what it worked on.
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
  // A caller that waits for it is told; without one, it is no failure of the service.
  ready.catch(() => undefined);

  return {
    ready,
    gone,
    run(task, limitMs) {
      return new Promise((resolve) => {
        const number = ++tasks;
        const before = cpu;
        const started = performance.now();
        const isOver = () => tasks !== number || settle === null;
        const look = async () => {
          // The result may be here already, where this process was too busy to look.
          await new Promise(setImmediate);
          if (isOver()) return;
          const elapsed = performance.now() - started;
          const own = (await ownTime(child.pid)) ?? Number.POSITIVE_INFINITY;
          if (isOver()) return;
          const left = limitMs - Math.min(own - before, elapsed * 1000) / 1000;
          if (left > 1 && elapsed < mostPatience * limitMs) {
            timer = setTimeout(look, left);
            return;
          }
          settle?.("too-slow");
          child.kill("SIGKILL");
        };
        let timer = setTimeout(look, limitMs);
        settle = (result) => {
          settle = null;
          clearTimeout(timer);
          resolve(result);
        };
        // A channel that is closed: the exit follows.
        child.send(task, () => undefined);
      });
    },
    async end() {
      // Whoever waits for its end must not be left waiting by a process that has nothing else to do.
      child.ref();
      child.kill("SIGKILL");
      await gone;
    },
  };
}

/**
 * Microseconds that the process's main thread has had of a processor. Null where the system doesn't tell: then the clock on
 * the wall counts.
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
