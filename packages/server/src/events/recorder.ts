import type { AnyEventType, EventId } from "@countersign/wire";
import { createGroup, type Db, inTransaction, isUnavailable } from "../db/index.ts";
import { bodySecrets } from "./body-secrets.ts";
import { checkPayloads, type EventProblem } from "./check-payloads.ts";
import type { EventsDeps } from "./deps.ts";
import { ErasedSubject } from "./erased-subject.ts";
import { handOver, handOverAlone } from "./hand-over.ts";
import type { NewEvent } from "./new-event.ts";
import { nameOf, type Once, takeKeys } from "./once.ts";
import { ownBodies } from "./own-bodies.ts";
import { type PreparedEvent, prepareChecked } from "./prepare.ts";
import { receivers } from "./receivers.ts";
import { turnEnd } from "./turns.ts";
import { needsTransaction } from "./write.ts";

/** What `Recorder.record` answers. */
export type Recording =
  | { kind: "recorded"; ids: EventId[] }
  /** Payloads that their types refuse, or types that the project has not: nothing was recorded. */
  | { kind: "refused"; problems: EventProblem[] }
  /** The key is taken: nothing was recorded, and what it was taken for stands in its row. */
  | { kind: "taken" }
  /** So much of the project waits to be recorded that no more is taken for now: nothing was recorded. */
  | { kind: "full" };

/** Records events of many callers at once. */
export interface Recorder {
  /**
   * Records events of one project, all or none; resolves once they are durable. Callers that come together share a commit,
   * and what one of them does wrong is its own failure alone. Under load projects take turns, by their weights (1 by
   * default): however much of one waits, an event of another is in the next commit or the one after.
   */
  record(events: readonly NewEvent<AnyEventType>[], once?: Once, weight?: number): Promise<Recording>;
}

interface Call {
  prepared: readonly PreparedEvent[];
  once: Once | undefined;
}

type Committed = { kind: "recorded" } | { kind: "taken" } | { kind: "failed"; error: unknown };

/** Most events in one commit; bodies count as one more event for each of these bytes. */
const size = 512;
const bytesAsEvent = 16 * 1024;
/** What one project may have waiting, reckoned the same way: beyond it a caller is to come back later. */
const maxWaiting = 8192;
/** Commits under way at once: while one waits for the disk, the next is written. */
const atOnce = 2;

/** Group commit: see `Recorder`. */
export function createRecorder(deps: EventsDeps & { db: Db }): Recorder {
  const { db } = deps;
  const group = createGroup<Call, Committed>({ size, waitMs: 0, atOnce, weight, serve: commitAll });

  return {
    async record(events, once, shareWeight) {
      const projectId = events[0]?.projectId ?? "";
      if (group.waiting(projectId) >= maxWaiting) return { kind: "full" };
      const checked = await checkPayloads(db, events);
      if (!checked.ok) return { kind: "refused", problems: checked.problems };

      const prepared: PreparedEvent[] = [];
      for (const [place, event] of events.entries()) {
        const payload = checked.events[place];
        if (!payload) continue;
        const [keys, webhooks] = await Promise.all([
          deps.keyring.payloadKeys(db, event.keyId),
          receivers(deps, db, event),
        ]);
        if (!keys) throw new ErasedSubject("an event was recorded for a key that is erased or unknown");
        const secrets = await bodySecrets(deps, db, event.type, webhooks);
        const own = await ownBodies(deps, event, webhooks);
        prepared.push(prepareChecked(deps, event, payload, webhooks, keys, secrets, own));
        const end = turnEnd(prepared.length);
        if (end) await end;
      }
      const committed = await group.add({ prepared, once }, projectId, shareWeight);
      if (committed.kind === "failed") throw committed.error;
      return committed.kind === "taken"
        ? committed
        : { kind: "recorded", ids: prepared.map((each) => each.id) };
    },
  };

  /** Of several calls with one key only the first can be recorded. */
  async function commitAll(calls: readonly Call[]): Promise<Committed[]> {
    const own = firstOfEachKey(calls);
    const outcomes = await commitOrSplit([...own]);
    return calls.map((call) => outcomes.get(call) ?? { kind: "taken" });
  }

  /** What Postgres refuses as a whole is tried call by call, so that one caller's mistake fails no other. */
  async function commitOrSplit(calls: readonly Call[]): Promise<Map<Call, Committed>> {
    try {
      const taken = await commit(calls);
      return new Map(calls.map((call) => [call, { kind: taken.has(call) ? "taken" : "recorded" }]));
    } catch (error) {
      // After a lost connection nobody knows whether it was committed: trying again might record it twice.
      if (calls.length === 1 || isUnavailable(error)) {
        return new Map(calls.map((call) => [call, { kind: "failed", error }]));
      }
      const alone = [];
      for (const call of calls) alone.push(...(await commitOrSplit([call])));
      return new Map(alone);
    }
  }

  /** Answers the calls whose key was taken before. */
  async function commit(calls: readonly Call[]): Promise<ReadonlySet<Call>> {
    const prepared = calls.flatMap((call) => call.prepared);
    const wanted = calls.flatMap(({ once, prepared: own }) =>
      once ? [{ once, ids: own.map((each) => each.id) }] : [],
    );
    if (wanted.length === 0 && !needsTransaction(prepared)) {
      await handOverAlone(deps, db, prepared);
      return new Set();
    }
    return inTransaction(db, async (tx) => {
      const free = wanted.length > 0 ? await takeKeys(tx, wanted) : new Set<Once>();
      const taken = new Set(calls.filter(({ once }) => once && !free.has(once)));
      const rest = calls.flatMap((call) => (taken.has(call) ? [] : call.prepared));
      if (rest.length > 0) await handOver(deps, tx, rest);
      return taken;
    });
  }
}

function firstOfEachKey(calls: readonly Call[]): Set<Call> {
  const keys = new Set<string>();
  const first = new Set<Call>();
  for (const call of calls) {
    if (call.once && keys.has(nameOf(call.once))) continue;
    if (call.once) keys.add(nameOf(call.once));
    first.add(call);
  }
  return first;
}

function weight({ prepared }: Call): number {
  let bytes = 0;
  for (const event of prepared) for (const message of event.messages) bytes += message.body.length;
  return prepared.length + bytes / bytesAsEvent;
}
