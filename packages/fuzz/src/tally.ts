import type { Reply } from "./send/http.ts";

/** Something that no request may cause. */
export interface Finding {
  route: string;
  problem: string;
  /** The number of the first request that caused it: with the seed, it can be repeated. */
  request: string;
  count: number;
}

interface RouteResponses {
  route: string;
  /** By class: `2xx`, `4xx`, …, and `closed`. */
  answers: Record<string, number>;
  succeeded: boolean;
  /** The start of the last error of an unchanged request: explains why a route never succeeds. */
  refusal: string;
}

/**
 * Counts responses by route. Findings of one kind are counted together, so that memory stays
 * bounded.
 */
export interface Tally {
  count(route: string, reply: Reply, unchanged: boolean): void;
  /** Returns the finding if it is the first of its kind. */
  find(route: string, problem: string, request: string): Finding | null;
  findings(): Finding[];
  /** The responses of each route. */
  routes(): RouteResponses[];
}

export function createTally(routes: readonly string[]): Tally {
  const byRoute = new Map<string, Record<string, number>>(routes.map((route) => [route, {}]));
  const found = new Map<string, Finding>();
  const refusals = new Map<string, string>();
  return {
    count(route, reply, unchanged) {
      const answers = byRoute.get(route) ?? {};
      byRoute.set(route, answers);
      const kind = reply.kind === "closed" ? "closed" : `${Math.floor(reply.status / 100)}xx`;
      answers[kind] = (answers[kind] ?? 0) + 1;
      if (unchanged && kind === "4xx" && reply.kind === "answer")
        refusals.set(route, reply.body.slice(0, 300));
    },
    find(route, problem, request) {
      const key = `${route} ${problem.replaceAll(/[0-9A-Za-z_-]{12,}|\d+/g, "*").slice(0, 120)}`;
      const known = found.get(key);
      if (known) {
        known.count += 1;
        return null;
      }
      const finding = { route, problem, request, count: 1 };
      found.set(key, finding);
      return finding;
    },
    findings: () => [...found.values()],
    routes: () =>
      [...byRoute].map(([route, answers]) => ({
        route,
        answers,
        succeeded: (answers["2xx"] ?? 0) > 0,
        refusal: refusals.get(route) ?? "",
      })),
  };
}
