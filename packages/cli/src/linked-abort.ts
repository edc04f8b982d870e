/** A controller that aborts when any of some signals does, until it is released. */
export interface LinkedAbort {
  signal: AbortSignal;
  abort(reason?: unknown): void;
  /** Lets go of the signals. */
  release(): void;
}

/** In place of `AbortSignal.any`: Node 20 collects the signals that it makes while they are still waited for. */
export function linkedAbort(...signals: readonly AbortSignal[]): LinkedAbort {
  const controller = new AbortController();
  const onAbort = ({ target }: Event) => controller.abort((target as AbortSignal).reason);
  for (const signal of signals) {
    if (signal.aborted) controller.abort(signal.reason);
    signal.addEventListener("abort", onAbort);
  }
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    release() {
      for (const signal of signals) signal.removeEventListener("abort", onAbort);
    },
  };
}
