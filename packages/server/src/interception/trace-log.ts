import { idDay, type Trace } from "@countersign/wire";
import { asArrays, createGroup } from "../db/index.ts";
import { rowBytes } from "../storage/index.ts";
import type { Verdict } from "./contract.ts";
import type { Run } from "./run.ts";
import { type StoredTrace, stepsContext } from "./seal-context.ts";
import type { InterceptionSetup } from "./setup.ts";

/**
 * Writes the traces of runs in the background: operations don't wait for them, and concurrent traces are written
 * together a few milliseconds later.
 */
export interface TraceLog {
  add(run: Run, verdict: Verdict): void;
  /** Resolves once everything added so far is written or dropped. */
  flush(): Promise<void>;
}

/** Maximum of traces waiting for the store; further ones are dropped with a log line. */
const maxWaiting = 10_000;
/** Maximum characters of stored responses among them; further traces are written without. */
const maxKept = 32 * 1024 * 1024;
const size = 200;
const waitMs = 10;
const columnTypes = {
  day: "date",
  id: "text",
  projectId: "text",
  event: "text",
  subject: "text",
  verdict: "text",
  status: "integer",
  degraded: "boolean",
  dryRun: "boolean",
  startedAt: "timestamptz",
  totalMs: "double precision",
  keyId: "text",
  stepsSealed: "bytea",
} as const;

export function createTraceLog(
  deps: Pick<InterceptionSetup, "db" | "keyring" | "log" | "storage">,
): TraceLog {
  const underWay = new Set<Promise<unknown>>();
  let kept = 0;
  const group = createGroup<{ run: Run; verdict: Verdict }, null>({ size, waitMs, atOnce: 1, serve: write });

  async function write(traces: readonly { run: Run; verdict: Verdict }[]): Promise<null[]> {
    const rows = await Promise.all(traces.map(({ run, verdict }) => rowOf(run, verdict)));
    const known = rows.filter((row) => row !== null);
    if (known.length > 0) {
      const { columns, select } = asArrays(known, columnTypes);
      await deps.db.insertInto("interceptions").columns(columns).expression(select).execute();
      for (const { projectId, day, stepsSealed } of known)
        deps.storage?.count(projectId, "log", day, rowBytes.interception + stepsSealed.length);
    }
    return traces.map(() => null);
  }

  /** Null if the key is destroyed: the trace could not be read. */
  async function rowOf({ id, at, request }: Run, verdict: Verdict) {
    const { projectId, keyId = projectId } = request;
    const day = idDay(id);
    const key = (await deps.keyring.payloadKeys(deps.db, keyId))?.on(day);
    if (!key) return null;
    return {
      day,
      id,
      projectId,
      event: request.event,
      subject: request.subject ?? null,
      verdict: verdict.kind,
      status: verdict.kind === "allowed" ? null : verdict.status,
      degraded: verdict.kind === "allowed" && verdict.degraded,
      dryRun: request.dryRun === true,
      startedAt: new Date(at),
      totalMs: verdict.trace.totalMs,
      keyId,
      stepsSealed: key.seal(JSON.stringify(tracedOf(request, verdict)), stepsContext(id)),
    };
  }

  return {
    add(run, verdict) {
      if (underWay.size >= maxWaiting) {
        deps.log.warn({ interceptionId: run.id }, "dropped a trace: the store does not keep up");
        return;
      }
      const size = keptBy(verdict.trace);
      const traced = kept + size > maxKept ? withoutAnswers(verdict) : verdict;
      const held = traced === verdict ? size : 0;
      kept += held;
      const written = group
        .add({ run, verdict: traced })
        .catch((err: unknown) => deps.log.error({ err, interceptionId: run.id }, "could not write a trace"))
        .finally(() => {
          kept -= held;
          underWay.delete(written);
        });
      underWay.add(written);
    },
    async flush() {
      await Promise.all(underWay);
    },
  };
}

/** What is sealed of a run; `after` is absent where no hook changed the payload. */
function tracedOf({ payload }: Run["request"], verdict: Verdict): StoredTrace {
  const { steps } = verdict.trace;
  const changed = verdict.kind === "allowed" && verdict.payload !== payload;
  return { steps, before: payload, ...(changed && { after: verdict.payload }) };
}

function keptBy({ steps }: Trace): number {
  return steps.reduce((sum, { answer }) => sum + (answer?.body.length ?? 0), 0);
}

function withoutAnswers(verdict: Verdict): Verdict {
  const steps = verdict.trace.steps.map((step) => ({
    ...step,
    answer: step.answer && { ...step.answer, body: "", cut: true },
  }));
  return { ...verdict, trace: { ...verdict.trace, steps } };
}
