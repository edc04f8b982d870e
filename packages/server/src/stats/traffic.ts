import type { Clock, ProjectId, WebhookId } from "@countersign/wire";
import type { Logger } from "pino";
import type { Db } from "../db/index.ts";
import { findWebhooks } from "../webhooks/index.ts";
import { addInto, bucketOf, increase } from "./histogram.ts";
import { type Series, type Topic, topics } from "./topics.ts";
import { type Sum, writeSums } from "./write.ts";

/**
 * Counts what happens in this process, and adds it to the store every few seconds. Counting is a
 * lookup and an addition in memory; one statement writes all of it. A process that is killed loses
 * what it counted since the last write: charts are not a ledger, the log is.
 */
export interface Traffic {
  /** An outcome that was applied. `content`: null where nothing was sent. */
  delivery(outcome: DeliveryCounted): void;
  session(projectId: ProjectId, became: Series<"sessions">, ms: number | null): void;
  review(projectId: ProjectId, became: Series<"reviews">, ms: number | null): void;
  interception(run: InterceptionCounted): void;
  /** Writes what was counted. Rejects if the store is unavailable: nothing is lost then. */
  flush(): Promise<void>;
  /** Writes for the last time. */
  stop(): Promise<void>;
}

interface DeliveryCounted {
  webhookId: WebhookId;
  /** Null where it is not known at this place. */
  projectId: ProjectId | null;
  /** When it was settled, in milliseconds since the epoch. */
  at: number;
  /** `null`: nothing was sent. */
  attempt: { number: number; durationMs: number; outcome: string } | null;
  /** `retry`: it goes on. */
  became: "retry" | "delivered" | "done" | "exhausted" | "cancelled";
}

interface InterceptionCounted {
  projectId: ProjectId;
  verdict: "allowed" | "denied" | "broken";
  degraded: boolean;
  totalMs: number;
  /** The hooks that were asked. */
  hooks: readonly {
    webhookId: string;
    verdict: "allowed" | "denied" | "broken" | "tolerated";
    durationMs: number;
  }[];
}

interface Cell {
  topic: Topic;
  minute: number;
  projectId: ProjectId | null;
  webhookId: string | null;
  counts: number[];
  durations: number[];
}

const everyMs = 10_000;
const minuteMs = 60_000;
/** Cells that are kept while the store is unavailable; what exceeds it is not counted. */
const maxCells = 50_000;

export function startTraffic(deps: { db: Db; clock: Clock; log: Logger }): Traffic {
  let cells = new Map<string, Cell>();
  let writing = Promise.resolve();
  const timer = setInterval(() => {
    flush().catch((err: unknown) => deps.log.warn({ err }, "could not write statistics, will retry"));
  }, everyMs);
  timer.unref();

  return {
    delivery({ webhookId, projectId, at, attempt, became }) {
      const cell = cellOf("deliveries", at, projectId, webhookId);
      if (cell === null) return;
      cell.projectId ??= projectId;
      if (attempt !== null) {
        count(cell, "deliveries", "attempts");
        if (attempt.outcome !== "delivered") count(cell, "deliveries", "failedAttempts");
        increase(cell.durations, bucketOf(attempt.durationMs), 1);
      }
      if (became === "delivered")
        count(cell, "deliveries", attempt?.number === 1 ? "deliveredFirst" : "deliveredLater");
      else if (became !== "retry") count(cell, "deliveries", became);
    },
    session: (projectId, became, ms) => note("sessions", projectId, became, ms),
    review: (projectId, became, ms) => note("reviews", projectId, became, ms),
    interception({ projectId, verdict, degraded, totalMs, hooks }) {
      const cell = note("interceptions", projectId, verdict, totalMs);
      if (cell !== null && degraded) count(cell, "interceptions", "degraded");
      for (const hook of hooks) {
        const tolerated = hook.verdict === "tolerated";
        const own = cellOf("interceptions", deps.clock(), projectId, hook.webhookId);
        if (own === null) continue;
        count(own, "interceptions", hook.verdict === "tolerated" ? "broken" : hook.verdict);
        if (tolerated) count(own, "interceptions", "degraded");
        increase(own.durations, bucketOf(hook.durationMs), 1);
      }
    },
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
    },
  };

  function note<Of extends Topic>(
    topic: Of,
    projectId: ProjectId,
    series: Series<Of>,
    ms: number | null,
  ): Cell | null {
    const cell = cellOf(topic, deps.clock(), projectId, null);
    if (cell === null) return null;
    count(cell, topic, series);
    if (ms !== null) increase(cell.durations, bucketOf(ms), 1);
    return cell;
  }

  function cellOf(topic: Topic, at: number, projectId: ProjectId | null, webhookId: string | null) {
    const minute = Math.floor(at / minuteMs);
    const key = `${topic} ${minute} ${webhookId ?? projectId}`;
    const known = cells.get(key);
    if (known !== undefined) return known;
    if (cells.size >= maxCells) return null;
    const cell: Cell = { topic, minute, projectId, webhookId, counts: [], durations: [] };
    cells.set(key, cell);
    return cell;
  }

  function flush(): Promise<void> {
    writing = writing.catch(() => undefined).then(write);
    return writing;
  }

  async function write(): Promise<void> {
    if (cells.size === 0) return;
    const taken = cells;
    cells = new Map();
    try {
      await writeSums(deps.db, await sumsOf(deps.db, [...taken.values()]));
    } catch (error) {
      restore(taken);
      throw error;
    }
  }

  function restore(taken: Map<string, Cell>): void {
    for (const [key, cell] of taken) {
      const since = cells.get(key);
      if (since !== undefined) {
        addInto(since.counts, cell.counts);
        addInto(since.durations, cell.durations);
      } else if (cells.size < maxCells) cells.set(key, cell);
    }
  }
}

function count<Of extends Topic>(cell: Cell, topic: Of, series: Series<Of>): void {
  const names: readonly Series<Of>[] = topics[topic];
  increase(cell.counts, names.indexOf(series), 1);
}

/** A minute's cells as what is to be added to each row: of the webhook, the project, and all. */
async function sumsOf(db: Db, cells: readonly Cell[]): Promise<Sum[]> {
  // Only deliveries don't name their project, and their webhook is an id.
  const unknown = cells.flatMap(({ projectId, webhookId }) =>
    projectId === null && webhookId !== null ? [webhookId as WebhookId] : [],
  );
  const found = await findWebhooks(db, [...new Set(unknown)]);
  const owner = new Map<string, ProjectId>(found.map(({ id, projectId }) => [id, projectId]));
  const sums = new Map<string, Sum>();
  for (const cell of cells) {
    const { topic, webhookId, minute } = cell;
    const projectId = cell.projectId ?? (webhookId === null ? undefined : owner.get(webhookId));
    // Of an interception each hook is counted for itself, and the run for its project.
    const isHook = topic === "interceptions" && webhookId !== null;
    const scopes = isHook ? [webhookId] : ["*", ...(projectId ? [projectId] : []), webhookId];
    for (const scope of scopes) {
      if (scope === null) continue;
      for (const grain of [1, 60] as const) {
        const at = Math.floor(minute / grain) * grain * minuteMs;
        const key = `${scope} ${topic} ${grain} ${at}`;
        const sum = sums.get(key) ?? { scope, topic, grain, at, counts: [], durations: [] };
        addInto(sum.counts, cell.counts);
        addInto(sum.durations, cell.durations);
        sums.set(key, sum);
      }
    }
  }
  return [...sums.values()];
}
