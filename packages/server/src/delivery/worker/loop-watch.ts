import { performance } from "node:perf_hooks";

/** A moment of the event loop. Times in milliseconds. */
export interface LoopMark {
  at: number;
  /** Turns of the loop so far. */
  turns: number;
  /** How long it has slept so far, with nothing to do. */
  idleMs: number;
}

/** Turns after which a response was read even though it was there at once. */
const fewTurns = 4;

export function markLoop(): LoopMark {
  const { idleTime, uvMetricsInfo } = performance.nodeTiming;
  return { at: performance.now(), turns: uvMetricsInfo.loopCount, idleMs: idleTime };
}

/**
 * Whether a request that was under way from one mark to the other waited for this process rather
 * than for its receiver. Each turn of the loop reads every response that has arrived. So a request
 * waited for its receiver if the loop came round several times without finding its response, or if
 * it slept for most of the time.
 */
export function waitedForLoop(from: LoopMark, to: LoopMark): boolean {
  return to.turns - from.turns <= fewTurns && (to.idleMs - from.idleMs) * 2 < to.at - from.at;
}
