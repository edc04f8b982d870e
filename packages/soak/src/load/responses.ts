import type { Reply } from "@countersign/fuzz/http";
import { judge } from "@countersign/fuzz/judge";
import type { Weather } from "../faults/weather.ts";

/** Counts responses, and finds those that nobody should get. */
export interface Responses {
  /** Returns the response, or null for one that is to be repeated. */
  note(request: string, reply: Reply, begunAt: number): { status: number; body: string } | null;
  counts(): Record<string, number>;
  findings(): string[];
}

const maxFindings = 50;

/**
 * A response of 500 or above is a finding. 503, 429 (calls that wait for the store fill the queue) and connections that break
 * are the price of a fault: they are findings while none is on.
 */
export function createResponses(weather: Weather): Responses {
  const counts = new Map<string, number>();
  const findings: string[] = [];
  const find = (text: string) => {
    if (findings.length < maxFindings) findings.push(`${new Date().toISOString()} ${text}`);
  };
  return {
    note(request, reply, begunAt) {
      const name = reply.kind === "closed" ? "closed" : String(reply.status);
      counts.set(name, (counts.get(name) ?? 0) + 1);
      const shown = request.replace(/[A-Za-z0-9_-]{16,}/g, "…");
      const excused = weather.wasBadSince(begunAt);
      if (reply.kind === "closed") {
        if (!excused) find(`${shown}: ${reply.reason}, with no fault on`);
        return null;
      }
      if (reply.status === 503 || reply.status === 429) {
        if (!excused) find(`${shown}: ${reply.status} with no fault on: ${reply.body.slice(0, 300)}`);
        return null;
      }
      const verdict = judge(reply, request);
      if (!verdict.ok) {
        find(`${shown}: ${verdict.problem}`);
        return null;
      }
      return reply;
    },
    counts: () => Object.fromEntries([...counts].toSorted()),
    findings: () => findings,
  };
}
