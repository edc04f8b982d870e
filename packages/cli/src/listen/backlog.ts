/** An event whose deliveries are to be forwarded. */
export interface Entry {
  eventId: string;
  /** Entries of one lane are forwarded one after another, in the order in which they were added. */
  lane: string;
  /** Where the stream stands after it; null for one that was not read from the stream. */
  position: string | null;
  createdAt: string;
}

/** A position in the stream, and when its event happened. */
export interface Cursor {
  position: string;
  createdAt: string | null;
}

/** What was read of the stream and is not forwarded yet. */
export interface Backlog {
  add(entry: Entry): void;
  /** Notes a place in the stream where there is nothing to forward. */
  pass(position: string, createdAt?: string): void;
  /** An entry whose turn it is, which is the caller's until it calls `done` or `block`; null if there is none. */
  take(): Entry | null;
  done(entry: Entry): void;
  /** Puts an entry back that can't be forwarded yet; its lane waits for it. */
  block(entry: Entry): void;
  /** Makes all blocked entries ready to be taken again. */
  unblock(): void;
  size(): number;
  /** The place up to which everything was forwarded; null while nothing was read. */
  cursor(): Cursor | null;
}

interface Step {
  position: string | null;
  createdAt: string | null;
  isDone: boolean;
}

/** An empty one, which stands at `start`. */
export function createBacklog(start: Cursor | null = null): Backlog {
  const lanes = new Map<string, Entry[]>();
  const steps = new Map<Entry, Step>();
  const ready: Entry[] = [];
  const blocked: Entry[] = [];
  /** In the order of the stream; those before `first` are done and forgotten. */
  let order: Step[] = [];
  let first = 0;
  let cursor = start;

  const advance = () => {
    for (let step = order[first]; step?.isDone; step = order[first]) {
      const createdAt = step.createdAt ?? cursor?.createdAt ?? null;
      const position = step.position ?? cursor?.position;
      if (position !== undefined) cursor = { position, createdAt };
      first++;
    }
    if (first < 1000) return;
    order = order.slice(first);
    first = 0;
  };

  return {
    add(entry) {
      const step = { position: entry.position, createdAt: entry.createdAt, isDone: false };
      order.push(step);
      steps.set(entry, step);
      const lane = lanes.get(entry.lane);
      if (lane !== undefined) {
        lane.push(entry);
        return;
      }
      lanes.set(entry.lane, [entry]);
      ready.push(entry);
    },
    pass(position, createdAt) {
      order.push({ position, createdAt: createdAt ?? null, isDone: true });
      advance();
    },
    take: () => ready.shift() ?? null,
    done(entry) {
      const step = steps.get(entry);
      if (step !== undefined) step.isDone = true;
      steps.delete(entry);
      const lane = lanes.get(entry.lane) ?? [];
      lane.shift();
      const [next] = lane;
      if (next === undefined) lanes.delete(entry.lane);
      else ready.push(next);
      advance();
    },
    block: (entry) => void blocked.push(entry),
    unblock: () => void ready.push(...blocked.splice(0)),
    size: () => steps.size,
    cursor: () => cursor,
  };
}
