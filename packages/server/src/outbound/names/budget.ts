import { LookupError } from "./query.ts";

/**
 * How many lookups may be in flight, in all and for one owner, and how many of one owner may wait.
 */
export interface BudgetLimits {
  inAll: number;
  perOwner: number;
  waitingPerOwner: number;
}

/** Work that runs when it is its turn. */
export interface Turn<T> {
  /** Rejects with `EBUSY` if too much of the owner already waits. */
  result: Promise<T>;
  /** No caller waits for it any more: it is not started, unless it already was. */
  leave(): void;
}

/**
 * Chooses the next lookup: owners that wait and are below their own bound take turns at free
 * places. However much one owner has waiting, another one's work starts as soon as any place is
 * free.
 */
export interface Budget {
  run<T>(owner: string, work: () => Promise<T>): Turn<T>;
}

interface Owner {
  running: number;
  waiting: Set<() => void>;
}

export function createBudget(limits: BudgetLimits): Budget {
  const owners = new Map<string, Owner>();
  /** Owners with waiting work below their own bound, in the order of their turns. */
  const turns = new Set<string>();
  let running = 0;

  function run<T>(name: string, work: () => Promise<T>): Turn<T> {
    const owner = owners.get(name) ?? { running: 0, waiting: new Set() };
    const waits = owner.running >= limits.perOwner || running >= limits.inAll;
    if (waits && owner.waiting.size >= limits.waitingPerOwner)
      return { result: Promise.reject(new LookupError("EBUSY")), leave: () => {} };
    owners.set(name, owner);
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const start = () => {
      owner.running++;
      running++;
      void work()
        .then(resolve, reject)
        .finally(() => {
          owner.running--;
          running--;
          offer(name, owner);
          next();
        });
    };
    owner.waiting.add(start);
    offer(name, owner);
    next();
    return {
      result: promise,
      leave: () => {
        if (owner.waiting.delete(start)) offer(name, owner);
      },
    };
  }

  function offer(name: string, owner: Owner): void {
    if (owner.waiting.size === 0) {
      turns.delete(name);
      if (owner.running === 0) owners.delete(name);
    } else if (owner.running < limits.perOwner) turns.add(name);
  }

  function next(): void {
    for (const name of turns) {
      if (running >= limits.inAll) return;
      turns.delete(name);
      const owner = owners.get(name);
      if (owner === undefined) continue;
      for (const start of owner.waiting) {
        owner.waiting.delete(start);
        start();
        break;
      }
      // To the end of the round.
      offer(name, owner);
    }
  }

  return { run };
}
