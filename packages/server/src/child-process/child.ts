import { fork } from "node:child_process";
import { readFile } from "node:fs/promises";

/**
 * Why a task has no result: it used up its time, it ended the process itself or exceeded its memory, or the process
 * was killed from outside.
 */
export type Ended = "too-slow" | "too-large" | "killed";

/** A child process for one task at a time. */
export interface Child<Task, Result> {
  /** Resolves once it accepts tasks. Rejects if it can't be started. */
  ready: Promise<void>;
  /** Resolves once the process has exited. */
  gone: Promise<void>;
  /**
   * Resolves to a word if the process ended before there was a result; it can't be used again then.
   * The limit is on its own processor time: on a machine so busy that it hardly gets any, a task
   * may take up to twenty times as long.
   */
  run(task: Task, timeoutMs: number): Promise<Result | Ended>;
  end(): Promise<void>;
}

/** A child's message: that it accepts tasks (null), or the result of a task. */
export interface ChildMessage<Result> {
  result: Result | null;
  /** Microseconds of processor time that its main thread has used since its start. */
  cpu: number;
}

export interface ChildOptions {
  /** The file to run. */
  entry: URL;
  /** Node's own options: limits of its heap and stack, permissions. */
  execArgv: readonly string[];
  /** What it is, for errors: `a rendering process`. */
  what: string;
  /**
   * Bytes of memory, beyond which the process is killed during a task: a heap limit says nothing about buffers and
   * WebAssembly. Only where the system reports it; absent: no limit.
   */
  maxResidentBytes?: number;
}

const maxElapsedFactor = 20;
const memoryEveryMs = 50;

/** Starts a child without environment and without output. It doesn't keep this process alive. */
export function startChild<Task extends object, Result extends object>(
  options: ChildOptions,
): Child<Task, Result> {
  const child = fork(options.entry, [], {
    env: {},
    execArgv: [...options.execArgv],
    // What is one string or one buffer is copied as it is, instead of being escaped and parsed again.
    serialization: "advanced",
    // What a dying V8 prints may contain its data.
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  child.unref();
  child.channel?.unref();
  let tasks = 0;
  let cpu = 0;
  let settle: ((result: Result | Ended) => void) | null = null;
  let markGone: () => void;
  const gone = new Promise<void>((resolve) => {
    markGone = resolve;
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.on("message", (message) => {
      const { result, cpu: used } = message as ChildMessage<Result>;
      cpu = used;
      if (result === null) resolve();
      else settle?.(result);
    });
    const ended = (why: Ended) => {
      reject(new Error(`${options.what} ended before it was ready`));
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
        const kill = (why: Ended) => {
          settle?.(why);
          child.kill("SIGKILL");
        };
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
          kill("too-slow");
        };
        let timer = setTimeout(look, timeoutMs);
        const { maxResidentBytes } = options;
        const watching =
          maxResidentBytes === undefined
            ? undefined
            : setInterval(async () => {
                const resident = await residentBytes(child.pid);
                if (!isOver() && resident !== null && resident > maxResidentBytes) kill("too-large");
              }, memoryEveryMs);
        settle = (result) => {
          settle = null;
          clearTimeout(timer);
          clearInterval(watching);
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

/** Bytes of physical memory that the process holds. Null if the system doesn't report it. */
async function residentBytes(pid: number | undefined): Promise<number | null> {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, "latin1")) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}
