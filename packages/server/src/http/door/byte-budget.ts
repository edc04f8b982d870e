/** How much memory incomplete bodies may use. */
export interface ByteLimits {
  /** In all, bytes. */
  total: number;
  /** Under one key (an address, a project), bytes. */
  share: number;
}

/**
 * Memory shared among keys. A key that requests more than its share is refused. When all of it is in
 * use, the key that holds the most loses its largest body, so that no key can keep others out by
 * holding memory.
 */
export interface ByteBudget {
  /** Creates an empty reservation; `evicted` is called at most once, when it is taken away. */
  open(key: string, evicted: () => void): HeldBytes;
  /** Bytes reserved in total. */
  held(): number;
}

interface HeldBytes {
  /** Reserves this many more bytes; false if it may not. */
  take(bytes: number): boolean;
  /** Releases all of it. Idempotent. */
  release(): void;
}

interface Body {
  key: string;
  bytes: number;
  evicted: () => void;
}

export function createByteBudget({ total, share }: ByteLimits): ByteBudget {
  const keys = new Map<string, { bytes: number; bodies: Set<Body> }>();
  let all = 0;

  const release = (body: Body) => {
    const same = keys.get(body.key);
    if (same === undefined || !same.bodies.delete(body)) return;
    same.bytes -= body.bytes;
    all -= body.bytes;
    if (same.bodies.size === 0) keys.delete(body.key);
  };
  const largest = (): Body | undefined => {
    let most: { bytes: number; bodies: Set<Body> } | undefined;
    for (const each of keys.values()) if (each.bytes > (most?.bytes ?? -1)) most = each;
    let found: Body | undefined;
    for (const body of most?.bodies ?? []) if (body.bytes > (found?.bytes ?? -1)) found = body;
    return found;
  };

  return {
    open(key, evicted) {
      const body: Body = { key, bytes: 0, evicted };
      const same = keys.get(key) ?? { bytes: 0, bodies: new Set() };
      same.bodies.add(body);
      keys.set(key, same);
      return {
        take(bytes) {
          // A released or evicted reservation holds nothing.
          if (!same.bodies.has(body) || same.bytes + bytes > share) return false;
          while (all + bytes > total) {
            const victim = largest();
            if (victim === undefined || victim === body) return false;
            release(victim);
            victim.evicted();
          }
          body.bytes += bytes;
          same.bytes += bytes;
          all += bytes;
          return true;
        },
        release: () => release(body),
      };
    },
    held: () => all,
  };
}
