import { type Child, type StartChild, startChild } from "./child.ts";
import type { Owner, SourceProblem, Task, TaskResult } from "./contract.ts";
import { createStrikes } from "./strikes.ts";
import { createTurns } from "./turns.ts";

export interface TaskLimits {
  /** What it may take. */
  timeoutMs: number;
  /** How long it waits while no process is ready: on a busy machine, starting one takes some seconds. */
  startTimeoutMs: number;
}

/** Runs tasks in child processes, each bounded. */
export interface Pool {
  run(task: Task, owner: Owner, limits: TaskLimits): Promise<TaskResult>;
  close(): Promise<void>;
}

const queueLimits = {
  items: 2000,
  size: 64 * 1024 * 1024,
  itemsPerProject: 1000,
  sizePerProject: 16 * 1024 * 1024,
};
const waitTimeoutMs = 5000;
/**
 * Tries of a task whose process is killed from outside: whatever kills one may kill all of them for a
 * while.
 */
const maxKills = 4;
/** The delay before starting a process is retried. */
const firstPauseMs = 100;
const maxPauseMs = 10_000;

interface Waiting {
  task: Task;
  owner: Owner;
  limits: TaskLimits;
  resolve: (result: TaskResult) => void;
  timer: NodeJS.Timeout | undefined;
  /** How often its process was killed from outside. */
  kills: number;
}

const problems = {
  "too-slow": "it took longer than 100 ms and was stopped",
  "too-large": "it took too much memory and was stopped",
  busy: "too many bodies and conditions wait to be rendered or evaluated",
  suspended: "this webhook's took too long several times; they run again in a few seconds",
} as const;

/**
 * Runs `size` tasks at once, each in a process, and keeps one process ready to replace one that was
 * ended; they are started with the first task. One project gets at most all places but one, and
 * projects take turns at free places: no project delays another one for longer than a
 * task.
 */
export function createPool(size: number, start: StartChild = startChild): Pool {
  const idle: Child[] = [];
  const children = new Set<Child>();
  const queue = createTurns<Waiting>(queueLimits);
  const strikes = createStrikes(() => performance.now());
  const running = new Map<string, number>();
  const perProject = Math.max(1, size - 1);
  let busy = 0;
  let pauseMs = 0;
  let pausing: NodeJS.Timeout | undefined;
  let closed = false;
  let ready = 0;

  /**
   * The first one is started alone: a task waits for it, and three that start at once on a busy
   * machine take three times as long.
   */
  function fill(): void {
    const wanted = () => (ready === 0 ? 1 : size + 1);
    while (!closed && pausing === undefined && children.size < wanted()) add();
  }

  function add(): void {
    const child = start();
    children.add(child);
    child.ready.then(
      () => {
        ready++;
        pauseMs = 0;
        idle.push(child);
        next();
        fill();
      },
      () => undefined,
    );
    void child.gone.then(async () => {
      children.delete(child);
      const at = idle.indexOf(child);
      if (at !== -1) idle.splice(at, 1);
      const failed = await child.ready.then(
        () => false,
        () => true,
      );
      if (failed) pause();
      else ready--;
      fill();
    });
  }

  /**
   * If processes can't be started, retrying continuously would take resources that the service
   * itself needs.
   */
  function pause(): void {
    if (closed || pausing !== undefined) return;
    pauseMs = Math.min(maxPauseMs, Math.max(firstPauseMs, pauseMs * 2));
    pausing = setTimeout(() => {
      pausing = undefined;
      fill();
    }, pauseMs).unref();
  }

  function next(): void {
    while (busy < size && idle.length > 0) {
      const call = queue.take((projectId) => (running.get(projectId) ?? 0) < perProject);
      if (call === null) return;
      // Its webhook may have been suspended while it waited.
      if (strikes.isSuspended(call.owner)) {
        settle(call, refused("suspended"));
        continue;
      }
      const child = idle.pop();
      if (child !== undefined) void serve(child, call);
    }
  }

  async function serve(child: Child, call: Waiting): Promise<void> {
    const { projectId } = call.owner;
    clearTimeout(call.timer);
    busy++;
    running.set(projectId, (running.get(projectId) ?? 0) + 1);
    const result = await child.run(call.task, call.limits.timeoutMs);
    busy--;
    const left = (running.get(projectId) ?? 1) - 1;
    if (left === 0) running.delete(projectId);
    else running.set(projectId, left);
    if (typeof result !== "string") {
      idle.push(child);
      call.resolve(result);
    } else if (result === "killed" && ++call.kills < maxKills && !closed) {
      wait(call);
    } else {
      const kind = result === "too-slow" ? "too-slow" : "too-large";
      if (!closed) strikes.add(call.owner);
      call.resolve(refused(closed ? "busy" : kind));
    }
    next();
  }

  function wait(call: Waiting): void {
    const { owner, task, limits } = call;
    if (closed || !queue.add(owner.projectId, call, sizeOf(task))) {
      call.resolve(refused("busy"));
      return;
    }
    const since = performance.now();
    call.timer = setTimeout(giveUp, waitTimeoutMs);
    fill();
    next();

    function giveUp(): void {
      const left = limits.startTimeoutMs - (performance.now() - since);
      if (ready === 0 && left > 0) call.timer = setTimeout(giveUp, Math.min(left, waitTimeoutMs));
      else if (queue.remove(owner.projectId, call)) call.resolve(refused("busy"));
    }
  }

  function settle(call: Waiting, result: TaskResult): void {
    clearTimeout(call.timer);
    call.resolve(result);
  }

  return {
    run(task, owner, limits) {
      if (strikes.isSuspended(owner)) return Promise.resolve(refused("suspended"));
      return new Promise((resolve) => {
        wait({ task, owner, limits, resolve, timer: undefined, kills: 0 });
      });
    },
    async close() {
      closed = true;
      clearTimeout(pausing);
      for (const each of queue.drain()) settle(each, refused("busy"));
      await Promise.all([...children].map((child) => child.end()));
    },
  };
}

function sizeOf(task: Task): number {
  return task.source.length + ("about" in task ? task.about.length : 0);
}

function refused(why: keyof typeof problems): { ok: false; problem: SourceProblem } {
  return { ok: false, problem: { kind: why === "suspended" ? "busy" : why, detail: problems[why] } };
}
