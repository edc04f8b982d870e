import type { SourceProblem, Task, TaskResult } from "./contract.ts";
import { startThread, type Thread } from "./thread.ts";

/** Runs tasks in threads of their own, each bounded. */
export interface Pool {
  run(task: Task, limitMs: number): Promise<TaskResult>;
  close(): Promise<void>;
}

const mostWaiting = 2000;
const longestWaitMs = 2000;
/** The same while the first thread is being started. */
const longestStartMs = 10_000;
/** How long a source that had to be stopped, or failed slowly, is refused without being run, so that it doesn't keep the threads from others. */
const coolingMs = 10_000;
const mostCooling = 1000;

interface Waiting {
  task: Task;
  limitMs: number;
  resolve: (result: TaskResult) => void;
  timer: NodeJS.Timeout;
}

const problems = {
  "too-slow": "it took longer than 100 ms and was stopped",
  "too-large": "it took too much memory and was stopped",
  busy: "too many bodies and conditions wait to be worked out",
} as const;

/**
 * `size` threads and one that stands by, so that the place of a stopped one is taken at once. They are started with the
 * first task.
 */
export function createPool(size: number): Pool {
  const idle: Thread[] = [];
  const threads = new Set<Thread>();
  const waiting: Waiting[] = [];
  const cooling = new Map<string, { until: number; kind: "too-slow" | "too-large" }>();
  let busy = 0;
  let closed = false;
  let started = false;

  function start(): void {
    const thread = startThread();
    threads.add(thread);
    thread.ready.then(
      () => {
        started = true;
        idle.push(thread);
        next();
      },
      () => {
        threads.delete(thread);
        // Without any thread nothing would ever be answered.
        if (threads.size === 0) for (const each of waiting.splice(0)) answer(each, refused("busy"));
      },
    );
  }

  function fill(): void {
    while (!closed && threads.size < size + 1) start();
  }

  function next(): void {
    while (busy < size && idle.length > 0 && waiting.length > 0) {
      const call = waiting.shift();
      if (!call) return;
      // Another one of the same source may have been stopped while it waited.
      const known = cooled(call.task.source);
      if (known !== null) {
        answer(call, refused(known));
        continue;
      }
      const thread = idle.pop();
      if (!thread) return;
      busy++;
      void serve(thread, call);
    }
  }

  async function serve(thread: Thread, call: Waiting): Promise<void> {
    clearTimeout(call.timer);
    const started = performance.now();
    const result = await thread.run(call.task, call.limitMs);
    busy--;
    if (result === "too-slow" || result === "too-large") {
      threads.delete(thread);
      cool(call.task.source, result);
      call.resolve(refused(result));
      fill();
    } else {
      idle.push(thread);
      if (!result.ok && performance.now() - started > call.limitMs / 2) cool(call.task.source, "too-slow");
      call.resolve(result);
    }
    next();
  }

  function cool(source: string, kind: "too-slow" | "too-large"): void {
    if (cooling.size >= mostCooling) cooling.clear();
    cooling.set(source, { until: performance.now() + coolingMs, kind });
  }

  function cooled(source: string): "too-slow" | "too-large" | null {
    const known = cooling.get(source);
    if (known === undefined) return null;
    if (performance.now() < known.until) return known.kind;
    cooling.delete(source);
    return null;
  }

  function answer(call: Waiting, result: TaskResult): void {
    clearTimeout(call.timer);
    call.resolve(result);
  }

  return {
    run(task, limitMs) {
      const known = cooled(task.source);
      if (known !== null) return Promise.resolve(refused(known));
      if (closed || waiting.length >= mostWaiting) return Promise.resolve(refused("busy"));
      return new Promise((resolve) => {
        const patience = started ? longestWaitMs : longestStartMs;
        const call: Waiting = { task, limitMs, resolve, timer: setTimeout(giveUp, patience) };
        waiting.push(call);
        fill();
        next();

        function giveUp(): void {
          const at = waiting.indexOf(call);
          if (at === -1) return;
          waiting.splice(at, 1);
          resolve(refused("busy"));
        }
      });
    },
    async close() {
      closed = true;
      for (const each of waiting.splice(0)) answer(each, refused("busy"));
      await Promise.all([...threads].map((thread) => thread.end()));
    },
  };
}

function refused(kind: "too-slow" | "too-large" | "busy"): { ok: false; problem: SourceProblem } {
  return { ok: false, problem: { kind, detail: problems[kind] } };
}
