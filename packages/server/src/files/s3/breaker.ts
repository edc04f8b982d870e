import { FilesUnavailable } from "../contract.ts";

/** How long calls fail at once after one has failed. */
const openMs = 2000;

/** Keeps callers from waiting one after another for storage that does not respond. */
export interface Breaker {
  /** Throws the last failure while it is recent. */
  require(): void;
  open(failure: FilesUnavailable): void;
  close(): void;
}

export function createBreaker(now: () => number = () => performance.now()): Breaker {
  let failure: FilesUnavailable | null = null;
  let until = 0;
  return {
    require() {
      if (failure !== null && now() < until) throw new FilesUnavailable(failure.message);
    },
    open(latest) {
      failure = latest;
      until = now() + openMs;
    },
    close() {
      failure = null;
    },
  };
}
