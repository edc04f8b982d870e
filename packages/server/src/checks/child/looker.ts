import { type Child, confinedArgv, type Ended, startChild } from "../../child-process/index.ts";
import type { FaceSight, FacesTask, NoFaceModel } from "./face-sight.ts";
import { createQueue } from "./queue.ts";
import type { LookTask, Sight } from "./sight.ts";

/** Looks at pictures in a child process. */
export interface Looker {
  /**
   * One picture at a time, in the order of the calls. Resolves to a word if the picture took too much time or memory,
   * or if the process was killed from outside again and again.
   *
   * @param until somebody waits for it: it goes ahead of what has no `until`, and resolves to `too-slow` as soon as
   * that is aborted.
   */
  look(task: LookTask, until?: AbortSignal): Promise<Sight | Ended>;
  /** The same for the faces in all pictures of a session. */
  lookForFaces(task: FacesTask, until?: AbortSignal): Promise<FaceSight | NoFaceModel | Ended>;
  close(): Promise<void>;
}

const entry = new URL("./entry.ts", import.meta.url);
/**
 * 24 million pixels take some 220 MB on their way through the decoder, the models of faces and what they work with 120,
 * the rest of the process 150; several such pictures of a session leave more behind for a while.
 */
const maxResidentBytes = 768 * 1024 * 1024;
const lookTimeoutMs = 15_000;
/** Four pictures, each with its search. */
const facesTimeoutMs = 25_000;
/** Then the process is replaced: what a decoder or the heap has kept goes with it. */
const maxTasks = 500;
/** Tries of a picture whose process is killed from outside. */
const maxTries = 4;
const maxPauseMs = 5_000;

type Task = LookTask | FacesTask;
type Result = Sight | FaceSight | NoFaceModel;
type LookChild = Child<Task, Result>;
export type StartLookChild = () => LookChild;

const startLookChild: StartLookChild = () =>
  startChild({ entry, execArgv: confinedArgv, what: "the process that looks at pictures", maxResidentBytes });

/** Starts no process before the first picture. */
export function createLooker(start: StartLookChild = startLookChild): Looker {
  let child: LookChild | null = null;
  let tasks = 0;
  let closed = false;
  const queue = createQueue(insist);

  async function attempt(task: Task): Promise<Result | Ended> {
    if (child !== null && tasks >= maxTasks) {
      await child.end();
      child = null;
    }
    if (child === null) {
      child = start();
      tasks = 0;
    }
    const current = child;
    try {
      await current.ready;
    } catch {
      child = null;
      return "killed";
    }
    tasks++;
    const result = await current.run(task, "faces" in task ? facesTimeoutMs : lookTimeoutMs);
    if (typeof result === "string") {
      child = null;
      // Before the next one is started: two would take twice the memory.
      await current.gone;
    }
    return result;
  }

  async function insist(task: Task): Promise<Result | Ended> {
    let pauseMs = 50;
    for (let tries = 1; ; tries++) {
      if (closed) return "killed";
      const result = await attempt(task);
      if (result !== "killed" || tries === maxTries) return result;
      // What can't be started must not be started without end.
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      pauseMs = Math.min(maxPauseMs, pauseMs * 4);
    }
  }

  return {
    // The child's result is of its task's kind.
    look: (task, until) => queue.add(task, until) as Promise<Sight | Ended>,
    lookForFaces: (task, until) => queue.add(task, until) as Promise<FaceSight | NoFaceModel | Ended>,
    async close() {
      closed = true;
      await child?.end();
    },
  };
}
