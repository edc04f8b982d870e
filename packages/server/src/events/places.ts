import type { Clock, EventId, ProjectId, Random } from "@countersign/wire";
import { sql } from "kysely";
import { createGroup, type Db, isUnavailable } from "../db/index.ts";
import type { Keyring } from "../sealing/index.ts";
import { nextId } from "./ordered-ids.ts";

/** An event's position among those of its subject. */
export interface Place {
  /** The subject whose key seals the event. */
  keyId: string;
  /** Rises within the subject, from 1. */
  sequence: number;
  id: EventId;
}

interface Wanted {
  projectId: ProjectId;
  subject: string;
}

export interface Places {
  /**
   * Assigns places to events of subjects that callers name; each subject is found by its name, or
   * created. Of two events of one subject, the one with the higher sequence has the higher id, in
   * this process. A place that is not used leaves a gap.
   *
   * @param share the call's share, such as a project, and its weight: under load, shares take
   * turns.
   */
  take(wanted: readonly Wanted[], share?: string, shareWeight?: number): Promise<Place[]>;
}

const size = 512;

type Taken = { kind: "taken"; places: Place[] } | { kind: "failed"; error: unknown };

/** Calls that arrive together are served by one statement. */
export function createPlaces(deps: {
  db: Db;
  clock: Clock;
  random: Random;
  keyring: Pick<Keyring, "subjectsNamed">;
}): Places {
  const group = createGroup<readonly Wanted[], Taken>({
    size,
    waitMs: 0,
    // One after another: ids are made in the order of the sequences.
    atOnce: 1,
    weight: (wanted) => wanted.length,
    serve: takeOrSplit,
  });

  return {
    async take(wanted, share, shareWeight) {
      const taken = await group.add(wanted, share, shareWeight);
      if (taken.kind === "failed") throw taken.error;
      return taken.places;
    },
  };

  /**
   * If Postgres refuses the group, each call is tried alone, so that one caller's name fails no
   * other call.
   */
  async function takeOrSplit(calls: readonly (readonly Wanted[])[]): Promise<Taken[]> {
    try {
      const places = await takeAll(calls.flat());
      let from = 0;
      return calls.map((call) => {
        from += call.length;
        return { kind: "taken", places: places.slice(from - call.length, from) };
      });
    } catch (error) {
      if (calls.length === 1 || isUnavailable(error)) return calls.map(() => ({ kind: "failed", error }));
      const alone: Taken[] = [];
      for (const call of calls) alone.push(...(await takeOrSplit([call])));
      return alone;
    }
  }

  async function takeAll(wanted: readonly Wanted[]): Promise<Place[]> {
    const keyIds = new Map<string, string>();
    for (const [projectId, own] of Map.groupBy(wanted, (each) => each.projectId)) {
      const names = [...new Set(own.map(({ subject }) => subject))];
      const ids = await deps.keyring.subjectsNamed(deps.db, projectId, names);
      for (const [at, name] of names.entries())
        keyIds.set(nameOf({ projectId, subject: name }), ids[at] ?? "");
    }
    const next = await countOn(wanted);
    return wanted.map((each) => {
      const name = nameOf(each);
      const [sequence, keyId] = [next.get(name), keyIds.get(name)];
      if (sequence === undefined || keyId === undefined) throw new Error("a subject was left out");
      next.set(name, sequence + 1);
      return { keyId, sequence, id: nextId("event", deps.clock, deps.random) };
    });
  }

  /**
   * Advances the subjects' sequences; returns the first number taken, by name. Needs no wait for
   * the disk: the commit of the events is later in the same log, and nobody has seen what a crash
   * before it takes back.
   */
  async function countOn(wanted: readonly Wanted[]): Promise<Map<string, number>> {
    const counted = [...Map.groupBy(wanted, nameOf).values()].flatMap((same) => {
      const [first] = same;
      return first ? [{ ...first, count: same.length }] : [];
    });
    const { rows } = await sql<{ projectId: ProjectId; subject: string; last: number }>`
      with relaxed as materialized (select set_config('synchronous_commit', 'off', true))
      insert into event_sequences as known (project_id, subject, last)
      select w.project_id, w.subject, w.count
      from unnest(
        ${counted.map((each) => each.projectId)}::text[],
        ${counted.map((each) => each.subject)}::text[],
        ${counted.map((each) => each.count)}::integer[]
      ) as w (project_id, subject, count), relaxed
      order by w.project_id, w.subject
      on conflict (project_id, subject) do update set last = known.last + excluded.last
      returning project_id, subject, last
    `.execute(deps.db);
    const counts = new Map(counted.map((each) => [nameOf(each), each.count]));
    return new Map(rows.map((row) => [nameOf(row), row.last - (counts.get(nameOf(row)) ?? 0) + 1]));
  }
}

function nameOf({ projectId, subject }: Wanted): string {
  return `${projectId} ${subject}`;
}
