import type { Ended } from "../../child-process/index.ts";

/** Tasks that wait for the one process that does them. */
export interface TaskQueue<Task, Result> {
  /**
   * @param until somebody waits for the task: it goes ahead of those without, and resolves to `too-slow` as soon as
   * that is aborted. If it has not been begun by then, it never is.
   */
  add(task: Task, until?: AbortSignal): Promise<Result | Ended>;
}

/** So many in a row go ahead of a task that nobody waits for: however many come, that one has its turn. */
const mostAhead = 3;

interface Waiting<Task, Result> {
  task: Task;
  until: AbortSignal | undefined;
  settle: (result: Result | Ended) => void;
}

/** Runs one task at a time; `run` never rejects. */
export function createQueue<Task, Result>(
  run: (task: Task) => Promise<Result | Ended>,
): TaskQueue<Task, Result> {
  const urgent: Waiting<Task, Result>[] = [];
  const others: Waiting<Task, Result>[] = [];
  let ahead = 0;
  let isRunning = false;

  function next(): Waiting<Task, Result> | undefined {
    const takesOther = urgent.length === 0 || (others.length > 0 && ahead >= mostAhead);
    ahead = takesOther ? 0 : ahead + 1;
    return (takesOther ? others : urgent).shift();
  }

  async function work(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    for (let one = next(); one !== undefined; one = next()) {
      if (!one.until?.aborted) one.settle(await run(one.task));
    }
    isRunning = false;
  }

  return {
    add(task, until) {
      return new Promise((settle) => {
        (until === undefined ? others : urgent).push({ task, until, settle });
        until?.addEventListener("abort", () => settle("too-slow"), { once: true });
        if (until?.aborted) settle("too-slow");
        void work();
      });
    },
  };
}
