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
  signal?.addEventListener("abort", abort, { once: true });
  if (signal?.aborted) expire("aborted");

  function end(): void {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
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

/** What the promise yields, or the expiry if that comes first. */
export function within<T>(limit: TimeLimit, promise: Promise<T>): Promise<{ value: T } | { expiry: Expiry }> {
  return new Promise((resolve, reject) => {
    limit.onExpiry((expiry) => resolve({ expiry }));
    promise.then((value) => resolve({ value }), reject);
  });
}
