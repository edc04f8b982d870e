import { type Budget, type BudgetLimits, createBudget, type Turn } from "./budget.ts";
import { createHostsFile } from "./hosts-file.ts";
import { createKnownNames, type Outcome } from "./known-names.ts";
import type { LookupUse } from "./lookup-use.ts";
import type { LookupMetrics } from "./metrics.ts";
import { type Found, LookupError, type Query } from "./query.ts";

/** A lookup that a caller waits for. */
interface Lookup {
  /**
   * Rejects with an error that has a `code`: the resolver's, or `EBUSY` if too many lookups of this
   * owner wait.
   */
  addresses: Promise<string[]>;
  /** Call it when nobody waits for the lookup any more. */
  leave(): void;
}

/** Host names to addresses: the hosts file first, then name servers. */
export interface Names {
  /** `owner`: whose budget it uses. `host` is a name in lower case. */
  lookup(host: string, use: LookupUse, owner: string): Lookup;
}

export interface NamesOptions {
  query: Query;
  /** Default `/etc/hosts`. */
  hostsFile?: string;
  budgets?: Partial<Record<LookupUse, BudgetLimits>>;
  metrics?: LookupMetrics | undefined;
}

/**
 * Separate, so that saving an address never delays a call. Per owner, so that a project whose names
 * all hang only delays itself. A lookup that hangs ends after five seconds, so 256 places start at
 * least 51 others a second.
 */
const usualBudgets: Record<LookupUse, BudgetLimits> = {
  call: { inAll: 256, perOwner: 16, waitingPerOwner: 2000 },
  save: { inAll: 64, perOwner: 10, waitingPerOwner: 2000 },
};
const maxKnown = 10_000;
/**
 * A TTL of 0 must not cause a query for each connection of a burst; a long one must not hide a
 * change for hours.
 */
const minCachedMs = 1000;
const maxCachedMs = 5 * 60_000;
const failureKeptMs = 5000;
const loopback = ["127.0.0.1", "::1"];

/**
 * Resolves names by the hosts file and by `query`. Equal lookups share one query, and results are
 * cached: addresses for their TTL, within bounds; failures for five seconds. Only results of name
 * servers are cached, never that a lookup had to wait.
 */
export function createNames(options: NamesOptions): Names {
  const hosts = createHostsFile(options.hostsFile ?? "/etc/hosts");
  const known = createKnownNames(maxKnown, () => performance.now());
  const budgets: Record<LookupUse, Budget> = {
    call: createBudget(options.budgets?.call ?? usualBudgets.call),
    save: createBudget(options.budgets?.save ?? usualBudgets.save),
  };
  /** Queries in flight, of all owners. */
  const underWay = new Map<string, Promise<Outcome>>();
  /**
   * Lookups of one owner that wait or are in flight, with the number of callers that wait for them.
   */
  const shared = new Map<string, { turn: Turn<Outcome>; callers: number }>();

  function lookup(host: string, use: LookupUse, owner: string): Lookup {
    const at = atHand(host);
    if (at !== null) return { addresses: told(use, Promise.resolve(at)), leave: () => {} };
    const key = `${use} ${owner} ${host}`;
    const one = shared.get(key) ?? begin(key, host, use, owner);
    one.callers++;
    return {
      addresses: told(use, one.turn.result),
      leave: () => {
        if (--one.callers > 0) return;
        one.turn.leave();
        if (shared.get(key) === one) shared.delete(key);
      },
    };
  }

  function atHand(host: string): Outcome | null {
    const listed = hosts.find(host);
    if (listed !== null) return { addresses: listed };
    // RFC 6761: these never leave the machine.
    if (host === "localhost" || host.endsWith(".localhost")) return { addresses: loopback };
    return known.find(host);
  }

  function begin(key: string, host: string, use: LookupUse, owner: string) {
    const turn = budgets[use].run(owner, () => atHandOrAsked(host));
    const one = { turn, callers: 0 };
    shared.set(key, one);
    const end = () => {
      if (shared.get(key) === one) shared.delete(key);
    };
    turn.result.then(end, end);
    return one;
  }

  /** While it waited for its turn, another one may have got a result, or be in flight. */
  async function atHandOrAsked(host: string): Promise<Outcome> {
    const at = known.find(host);
    if (at !== null) return at;
    const asked = underWay.get(host) ?? ask(host);
    underWay.set(host, asked);
    return asked;
  }

  async function ask(host: string): Promise<Outcome> {
    const started = performance.now();
    try {
      const { addresses, ttl } = await options.query(host);
      const outcome = { addresses };
      known.keep(host, outcome, keptFor(ttl));
      return outcome;
    } catch (error) {
      const outcome = { code: codeOf(error) };
      known.keep(host, outcome, failureKeptMs);
      return outcome;
    } finally {
      underWay.delete(host);
      options.metrics?.asked((performance.now() - started) / 1000);
    }
  }

  async function told(use: LookupUse, outcome: Promise<Outcome>): Promise<string[]> {
    const result = await outcome.catch((error: unknown) => ({ code: codeOf(error) }));
    options.metrics?.outcome(use, "code" in result ? result.code : null);
    if ("code" in result) throw new LookupError(result.code);
    return result.addresses;
  }

  return { lookup };
}

function keptFor(ttl: Found["ttl"]): number {
  return Math.min(maxCachedMs, Math.max(minCachedMs, ttl * 1000));
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : "EUNKNOWN";
}
