import type { AnyEventType, CatalogEvent, CustomEvent, EventId } from "@countersign/wire";
import { createGroup, type Db, inTransaction, isUnavailable } from "../db/index.ts";
import type { Keyring } from "../sealing/index.ts";
import { askOnce } from "./ask-once.ts";
import { createBodyRoom, NoRoomForBodies, type RoomOfCall } from "./body-room.ts";
import { bodySecrets } from "./body-secrets.ts";
import { checkPayloads, type EventProblem } from "./check-payloads.ts";
import type { EventsDeps } from "./deps.ts";
import { ErasedSubject } from "./erased-subject.ts";
import { handOver, handOverAlone } from "./hand-over.ts";
import type { NewEvent } from "./new-event.ts";
import { nameOf, type Once, takeKeys } from "./once.ts";
import { meetingConditions, ownBodies } from "./own-bodies.ts";
import { createPlaces, type Place } from "./places.ts";
import { type PreparedEvent, prepareChecked } from "./prepare.ts";
import { alone, createSlices, type Pace } from "./slices.ts";
import { needsTransaction } from "./write.ts";

/** The result of `Recorder.record`. */
type Recording =
  | { kind: "recorded"; ids: EventId[] }
  /** Payloads that their types refuse, or unknown types: nothing was recorded. */
  | { kind: "refused"; problems: EventProblem[] }
  /** The key is taken: nothing was recorded, and its row contains the earlier response. */
  | { kind: "taken" }
  /** Too much of the project waits to be recorded: nothing was recorded. */
  | { kind: "full" };

/**
 * An event as a caller reports it. Without a `keyId` it is sealed by the key of the subject that it
 * names, in that subject's rising sequence; by the project's key if it names none.
 */
export type ReportedEvent = Omit<NewEvent<AnyEventType>, "keyId"> & { keyId?: string };

/** Records events of many callers at once. */
export interface Recorder {
  /**
   * Records events of one project, all or none; resolves once they are durable. Callers that arrive
   * together share a commit, and a fault of one fails only that one. Under load, projects take
   * turns by their weights (1 by default): however much of one waits, an event of another is in the
   * next commit or the one after. A call of many events is prepared in slices of a few
   * milliseconds, between which others have their turns.
   */
  record(events: readonly ReportedEvent[], terms?: Terms): Promise<Recording>;
}

interface Terms {
  once?: Once | undefined;
  /** 1 by default. */
  weight?: number;
  /** By default as if nobody else were active. */
  pace?: Pace;
}

interface Call {
  prepared: readonly PreparedEvent[];
  once: Once | undefined;
}

type Committed = { kind: "recorded" } | { kind: "taken" } | { kind: "failed"; error: unknown };

/** Maximum of events in one commit; bodies count as one more event per `bytesAsEvent`. */
const size = 512;
const bytesAsEvent = 16 * 1024;
/**
 * Maximum that one project may have waiting, counted the same way: beyond it callers must retry
 * later.
 */
const maxWaiting = 8192;
/** Concurrent commits: while one waits for the disk, the next is written. */
const atOnce = 2;
/** Attempts for events whose subject is erased concurrently: it is created again each time. */
const maxTries = 5;

/** Group commit: see `Recorder`. */
export function createRecorder(
  deps: EventsDeps & { db: Db; keyring: Pick<Keyring, "subjectsNamed" | "forgetNames"> },
): Recorder {
  const { db } = deps;
  const group = createGroup<Call, Committed>({ size, waitMs: 0, atOnce, weight, serve: commitAll });

  const places = createPlaces(deps);
  const enterRoom = createBodyRoom();

  return {
    async record(events, { once, weight: shareWeight, pace = alone } = {}) {
      const [first] = events;
      const projectId = first?.projectId ?? "";
      if (group.waiting(projectId) >= maxWaiting) return { kind: "full" };
      const checked = await checkPayloads(db, events, pace);
      if (!checked.ok) return { kind: "refused", problems: checked.problems };
      for (let tries = 1; ; tries++) {
        const admission = first && deps.admit?.(first.projectId, events.length);
        if (admission?.turn) await admission.turn;
        const room = enterRoom(projectId);
        try {
          const prepared = await prepareAll(events, checked.events, { room, pace, shareWeight });
          const committed = await group.add({ prepared, once }, projectId, shareWeight);
          if (committed.kind === "failed") throw committed.error;
          return committed.kind === "taken"
            ? committed
            : { kind: "recorded", ids: prepared.map((each) => each.id) };
        } catch (error) {
          if (error instanceof NoRoomForBodies) return withoutRoom(error);
          if (!(error instanceof ErasedSubject) || tries === maxTries) throw error;
          forgetNames(events);
        } finally {
          room.leave();
          admission?.leave();
        }
      }
    },
  };

  /** A subject that is named again after its erasure is a new one. */
  function forgetNames(events: readonly ReportedEvent[]): void {
    for (const { projectId, subject, keyId } of events)
      if (keyId === undefined && subject !== undefined) deps.keyring.forgetNames(projectId, [subject]);
  }

  async function prepareAll(
    events: readonly ReportedEvent[],
    checked: readonly (CatalogEvent | CustomEvent)[],
    { room, pace, shareWeight }: { room: RoomOfCall; pace: Pace; shareWeight: number | undefined },
  ): Promise<PreparedEvent[]> {
    const placed = await placesOf(events, shareWeight);
    const slices = createSlices(pace);
    const asked = askOnce(deps, db);
    const prepared: PreparedEvent[] = [];
    for (const [at, reported] of events.entries()) {
      const end = slices.end();
      if (end) await end;
      const payload = checked[at];
      if (!payload) continue;
      const place = placed.get(reported);
      const event = { ...reported, keyId: reported.keyId ?? reported.projectId, ...place };
      const keys = asked.keys(event.keyId) ?? (await asked.askKeys(event.keyId));
      if (!keys) throw new ErasedSubject("the event's key is erased or unknown");
      const to = asked.plainReceivers(event) ?? (await asked.askReceivers(event));
      if (to.kind === "plain") {
        prepared.push(
          prepareChecked(deps, event, payload, to.webhooks, keys, to.secrets, undefined, place?.id),
        );
      } else {
        const webhooks = [...(await meetingConditions(deps, event, to.wanting)), ...to.addressed];
        const secrets = await bodySecrets(deps, db, event.type, webhooks);
        const apart = webhooks.filter(({ body }) => body !== null).length;
        if (apart > 0) room.takeFor(at, JSON.stringify(event.payload).length, apart);
        const own = await ownBodies(deps, event, webhooks, room);
        prepared.push(prepareChecked(deps, event, payload, webhooks, keys, secrets, own, place?.id));
      }
    }
    return prepared;
  }

  async function placesOf(
    events: readonly ReportedEvent[],
    shareWeight?: number,
  ): Promise<Map<ReportedEvent, Place>> {
    const naming = events.flatMap((event) => {
      const { projectId, subject, keyId } = event;
      return subject === undefined || keyId !== undefined ? [] : [{ event, projectId, subject }];
    });
    if (naming.length === 0) return new Map();
    const taken = await places.take(naming, events[0]?.projectId ?? "", shareWeight);
    return new Map(
      naming.flatMap(({ event }, at): [ReportedEvent, Place][] => {
        const place = taken[at];
        return place ? [[event, place]] : [];
      }),
    );
  }

  /** Of several calls with one key, only the first can be recorded. */
  async function commitAll(calls: readonly Call[]): Promise<Committed[]> {
    const own = firstOfEachKey(calls);
    const outcomes = await commitOrSplit([...own]);
    return calls.map((call) => outcomes.get(call) ?? { kind: "taken" });
  }

  /**
   * If Postgres refuses the group, each call is tried alone, so that one caller's mistake fails no
   * other call.
   */
  async function commitOrSplit(calls: readonly Call[]): Promise<Map<Call, Committed>> {
    try {
      const taken = await commit(calls);
      return new Map(calls.map((call) => [call, { kind: taken.has(call) ? "taken" : "recorded" }]));
    } catch (error) {
      // After a lost connection it is unknown whether it was committed: a retry might record it
      // twice.
      if (calls.length === 1 || isUnavailable(error)) {
        return new Map(calls.map((call) => [call, { kind: "failed", error }]));
      }
      const alone = [];
      for (const call of calls) alone.push(...(await commitOrSplit([call])));
      return new Map(alone);
    }
  }

  /** Returns the calls whose key was already taken. */
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

function withoutRoom({ event, permanent }: NoRoomForBodies): Recording {
  if (!permanent) return { kind: "full" };
  const problem =
    "with the bodies that webhooks render of it, the call takes too much memory: send fewer events";
  return { kind: "refused", problems: [{ event, at: "payload", field: "", problem }] };
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
