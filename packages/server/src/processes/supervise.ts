import type { Logger } from "pino";
import { createRestarts, type Restarts } from "./restarts.ts";

/** One serving process, as its supervisor sees it. */
export interface ServingProcess {
  /** Resolves to whether it serves now: false if it ended before. */
  ready: Promise<boolean>;
  ended: Promise<void>;
  /** Lets it end what is under way, while others take what is new. */
  retire(): void;
  /** Lets it end what is under way, since the service stops. */
  stop(): void;
}

/** The serving processes of one service. */
export interface Fleet {
  /** Starts all, and resolves to whether they serve. From then on each that ends is replaced. */
  start(): Promise<boolean>;
  /** Replaces all, one after the other; each ends only once its successor serves. */
  replaceAll(): Promise<void>;
  /** Stops all, and resolves once they have ended. */
  stop(): Promise<void>;
  /** How many serve, and how often one that had ended was replaced. */
  counts(): { serving: number; restarts: number };
}

interface Slot {
  number: number;
  current: ServingProcess | null;
  startedAt: number;
  restarts: Restarts;
  replacing: boolean;
}

/** Without any process that serves, this many starts in vain are enough. */
const vainStarts = 5;

/**
 * Keeps `count` processes alive.
 *
 * @param deps.start starts one; a number is one place in the fleet, from 1.
 * @param deps.now milliseconds of a monotonic clock.
 * @param deps.giveUp called when none serves and none can be started.
 */
export function supervise(deps: {
  count: number;
  start: (number: number) => ServingProcess;
  now: () => number;
  pause: (ms: number) => Promise<void>;
  log: Pick<Logger, "info" | "warn" | "error">;
  giveUp: () => void;
}): Fleet {
  const { log, now } = deps;
  const slots = Array.from(
    { length: deps.count },
    (_, index): Slot => ({
      number: index + 1,
      current: null,
      startedAt: 0,
      restarts: createRestarts(),
      replacing: false,
    }),
  );
  const alive = new Set<ServingProcess>();
  const serving = new Set<ServingProcess>();
  let restarts = 0;
  let started = false;
  let stopping = false;
  let rolling: Promise<void> | undefined;
  let rollAgain = false;

  return {
    async start() {
      const all = await Promise.all(slots.map((slot) => begin(slot).ready));
      started = all.every(Boolean);
      return started;
    },
    replaceAll() {
      rollAgain = true;
      rolling ??= roll().finally(() => {
        rolling = undefined;
      });
      return rolling;
    },
    async stop() {
      stopping = true;
      for (const each of alive) each.stop();
      await Promise.all([...alive].map(({ ended }) => ended));
    },
    counts: () => ({ serving: serving.size, restarts }),
  };

  function begin(slot: Slot): ServingProcess {
    const process = launch(slot);
    slot.current = process;
    slot.startedAt = now();
    return process;
  }

  function launch(slot: Slot): ServingProcess {
    const process = deps.start(slot.number);
    alive.add(process);
    void process.ready.then((serves) => {
      if (serves && alive.has(process)) serving.add(process);
    });
    void process.ended.then(() => {
      alive.delete(process);
      serving.delete(process);
      if (slot.current !== process) return;
      slot.current = null;
      if (started && !stopping && !slot.replacing) void revive(slot);
    });
    return process;
  }

  async function revive(slot: Slot): Promise<void> {
    const pauseMs = slot.restarts.ended(now() - slot.startedAt);
    const vain = slot.restarts.inARow();
    if (serving.size === 0 && vain > vainStarts) return deps.giveUp();
    const about = { process: slot.number, pauseMs };
    log.error(about, "a process has ended: starting another one");
    await deps.pause(pauseMs);
    if (stopping) return;
    restarts++;
    if (await begin(slot).ready) log.info({ process: slot.number }, "a process serves again");
  }

  async function roll(): Promise<void> {
    while (rollAgain && !stopping) {
      rollAgain = false;
      log.info({ processes: slots.length }, "replacing all processes");
      for (const slot of slots) if (!stopping && !(await replace(slot))) return;
      if (!stopping) log.info({ processes: slots.length }, "all processes are replaced");
    }
  }

  /** False if there is no successor: then the others are not tried. */
  async function replace(slot: Slot): Promise<boolean> {
    // One that has just ended is being replaced already.
    if (slot.current === null) return true;
    slot.replacing = true;
    const next = launch(slot);
    const serves = await next.ready;
    slot.replacing = false;
    if (stopping) return false;
    if (!serves) {
      log.error({ process: slot.number }, "the new process did not start: the old ones stay");
      if (slot.current === null) void revive(slot);
      return false;
    }
    const previous = slot.current;
    slot.current = next;
    slot.startedAt = now();
    previous?.retire();
    await previous?.ended;
    return true;
  }
}
