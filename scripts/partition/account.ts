import type { Loaded } from "./load.ts";
import type { Scenario } from "./scenarios.ts";
import type { Sink } from "./sink.ts";
import type { Failover } from "./watch.ts";

/** What came of a scenario. */
export interface Account {
  scenario: Scenario;
  accepted: number;
  /** Ids that were returned with 202 and never arrived. */
  lost: string[];
  /** Arrivals beyond the first of an id. */
  doubled: number;
  inversions: number;
  /** Accepted by the machine that was cut off, for callers on it, while it was. */
  acceptedInside: number | null;
  strange: string[];
  /** The longest time in which no outside caller got a 202, in milliseconds. */
  gapMs: number;
  /** Of a failover, in milliseconds. */
  parts: Parts | null;
}

interface Parts {
  /** From the fault to the first 503 of a survivor: its connections were dropped. */
  noticedMs: number | null;
  /** From the fault to the end of the lost primary's key in etcd. */
  leaseMs: number;
  /** From then until another Postgres accepted writes. */
  promotionMs: number;
  /** From then to the first 202. */
  reconnectMs: number;
}

export interface Observed {
  sink: Sink;
  loads: { outside: Loaded; inside: Loaded | null };
  accepted: ReadonlySet<string>;
  lost: string[];
  /** When the fault began and ended, in milliseconds since the epoch. */
  begunAt: number;
  endedAt: number;
  /** The services that it spared. */
  survivors: readonly string[];
  failover: Failover | null;
}

export function accountOf(scenario: Scenario, observed: Observed): Account {
  const { sink, loads, begunAt, endedAt } = observed;
  const during = (at: number) => at > begunAt && at < endedAt;
  return {
    scenario,
    accepted: observed.accepted.size,
    lost: observed.lost,
    doubled: [...sink.arrivals.values()].reduce((sum, times) => sum + times - 1, 0),
    inversions: sink.inversions(),
    acceptedInside: loads.inside?.accepted.filter(({ at }) => during(at)).length ?? null,
    strange: [...loads.outside.strange, ...(loads.inside?.strange ?? [])],
    gapMs: longestGap(loads.outside.accepted.map(({ at }) => at)),
    parts: observed.failover && partsOf(observed, observed.failover),
  };
}

function partsOf({ loads, begunAt, survivors }: Observed, { leaseEndedAt, promotedAt }: Failover): Parts {
  const noticed = loads.outside.failed.find(({ url, at }) => at > begunAt && survivors.includes(url));
  const resumedAt = loads.outside.accepted.find(({ at }) => at > promotedAt)?.at ?? Number.NaN;
  return {
    noticedMs: noticed === undefined ? null : noticed.at - begunAt,
    leaseMs: leaseEndedAt - begunAt,
    promotionMs: promotedAt - leaseEndedAt,
    reconnectMs: resumedAt - promotedAt,
  };
}

/** @param times in ascending order. */
export function longestGap(times: readonly number[]): number {
  return Math.max(0, ...times.map((time, index) => time - (times[index - 1] ?? time)));
}

/** What must not be, one line each; an asynchronous cluster must lose events. */
export function problemsOf(account: Account, events: number): string[] {
  const { scenario, accepted, lost, inversions, strange } = account;
  const problems: string[] = [];
  if (accepted !== events) problems.push(`${accepted} of ${events} events were accepted`);
  if (strange.length > 0) problems.push(`${strange.length} strange responses, such as ${strange[0]}`);
  if (scenario.asynchronous && lost.length === 0)
    problems.push("nothing was lost without quorum commit: this run can't show that it keeps anything");
  if (!scenario.asynchronous && lost.length > 0)
    problems.push(`${lost.length} events were lost, such as ${lost[0]}`);
  if (!scenario.asynchronous && inversions > 0) problems.push(`${inversions} events arrived out of order`);
  return problems.map((problem) => `${scenario.name}: ${problem}`);
}
