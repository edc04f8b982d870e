/** Why a request may not go on. */
export type Expiry = "timeout" | "aborted";

/** One request's time, over all of its phases; at most one phase is under way. */
export interface TimeLimit {
  readonly expiry: Expiry | null;
  /** Names what to call on expiry, in place of what was named before; at once if the time is already up. */
  onExpiry(cancel: (expiry: Expiry) => void): void;
  /** Must be called once the request is settled. */
  end(): void;
}

export function startTimeLimit(timeoutMs: number, signal: AbortSignal | undefined): TimeLimit {
  let expiry: Expiry | null = null;
  let cancel: ((expiry: Expiry) => void) | null = null;
  const expire = (why: Expiry) => {
    if (expiry !== null) return;
    expiry = why;
    end();
    cancel?.(why);
  };
  const abort = () => expire("aborted");
  const timer = setTimeout(expire, timeoutMs, "timeout");
  const listeners = signal && abortListeners(signal);
  listeners?.add(abort);
  if (signal?.aborted) expire("aborted");

  function end(): void {
    clearTimeout(timer);
    listeners?.delete(abort);
  }
  return {
    get expiry() {
      return expiry;
    },
    onExpiry(next) {
      cancel = next;
      if (expiry !== null) next(expiry);
    },
    end,
  };
}

/** One listener per signal, however many requests hang on it: adding and removing one costs more than signing a body. */
const listenersOf = new WeakMap<AbortSignal, Set<() => void>>();

function abortListeners(signal: AbortSignal): Set<() => void> {
  const known = listenersOf.get(signal);
  if (known) return known;
  const listeners = new Set<() => void>();
  listenersOf.set(signal, listeners);
  signal.addEventListener("abort", () => {
    for (const listener of [...listeners]) listener();
  });
  return listeners;
}

/** What the promise yields, or the expiry if that comes first. */
export function within<T>(limit: TimeLimit, promise: Promise<T>): Promise<{ value: T } | { expiry: Expiry }> {
  return new Promise((resolve, reject) => {
    limit.onExpiry((expiry) => resolve({ expiry }));
    promise.then((value) => resolve({ value }), reject);
  });
}
