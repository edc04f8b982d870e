/** Why a request must end. */
export type Expiry = "timeout" | "aborted";

/** One request's time, over all of its phases; at most one phase is in progress. */
export interface TimeLimit {
  readonly expiry: Expiry | null;
  /**
   * Sets the function to call on expiry, instead of the previous one; calls it at once if the time
   * is already up.
   */
  onExpiry(cancel: (expiry: Expiry) => void): void;
  /** Must be called once the request is settled. */
  end(): void;
}

export function startTimeLimit(timeoutMs: number, signal: AbortSignal | undefined): TimeLimit {
  return new Limit(timeoutMs, signal);
}

/**
 * A class for the reason in `exchange.ts`: a request costs one object instead of a closure per
 * method.
 */
class Limit implements TimeLimit {
  expiry: Expiry | null = null;
  readonly #timer: NodeJS.Timeout;
  readonly #abortable: Set<Limit> | undefined;
  #cancel: ((expiry: Expiry) => void) | null = null;

  constructor(timeoutMs: number, signal: AbortSignal | undefined) {
    this.#timer = setTimeout(expire, timeoutMs, this, "timeout");
    this.#abortable = signal && abortedBy(signal);
    this.#abortable?.add(this);
    if (signal?.aborted) this.expire("aborted");
  }

  expire(why: Expiry): void {
    if (this.expiry !== null) return;
    this.expiry = why;
    const cancel = this.#cancel;
    this.end();
    cancel?.(why);
  }

  onExpiry(cancel: (expiry: Expiry) => void): void {
    this.#cancel = cancel;
    if (this.expiry !== null) cancel(this.expiry);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#abortable?.delete(this);
    // A stale table of that set may retain this object until a full collection: release the request
    // and its body now.
    this.#cancel = null;
  }
}

function expire(limit: Limit, why: Expiry): void {
  limit.expire(why);
}

/**
 * One listener per signal, however many requests use it: adding and removing one costs more than
 * signing a body.
 */
const limitsOf = new WeakMap<AbortSignal, Set<Limit>>();

function abortedBy(signal: AbortSignal): Set<Limit> {
  const known = limitsOf.get(signal);
  if (known) return known;
  const limits = new Set<Limit>();
  limitsOf.set(signal, limits);
  signal.addEventListener("abort", () => {
    for (const limit of [...limits]) limit.expire("aborted");
  });
  return limits;
}

/** The value of the promise, or the expiry if that comes first. */
export function within<T>(limit: TimeLimit, promise: Promise<T>): Promise<{ value: T } | { expiry: Expiry }> {
  return new Promise((resolve, reject) => {
    limit.onExpiry((expiry) => resolve({ expiry }));
    promise.then((value) => resolve({ value }), reject);
  });
}
