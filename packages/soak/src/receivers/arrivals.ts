/** What a receiver got of one webhook's events. */
export interface Arrivals {
  /** Event ids, each with whether one of its requests was accepted. */
  byEvent: Map<string, { requests: number; accepted: boolean }>;
  /** In the order of first arrivals: the numbers of each strictly ordered subject. */
  bySubject: Map<string, Numbered[]>;
  /** See `arrivalKeys`. */
  keys: Set<string>;
}

export interface Numbered {
  number: number;
  /** Whether every lower number that had arrived was accepted before this one arrived. */
  afterAccepted: boolean;
}

export function createArrivals(): Arrivals {
  return { byEvent: new Map(), bySubject: new Map(), keys: new Set() };
}

/** Notes a request as it arrives. Returns a function to call if it is accepted. */
export function note(
  arrivals: Arrivals,
  { path, id, body }: { path: string; id: string; body: unknown },
): () => void {
  const known = arrivals.byEvent.get(id);
  const entry = known ?? { requests: 0, accepted: false };
  entry.requests++;
  if (known === undefined) {
    arrivals.byEvent.set(id, entry);
    noteOrder(arrivals, body, entry);
  }
  return () => {
    entry.accepted = true;
    for (const key of arrivalKeys(path, body)) arrivals.keys.add(key);
  };
}

const unaccepted = new WeakMap<Numbered[], { accepted: boolean }>();

function noteOrder({ bySubject }: Arrivals, body: unknown, entry: { accepted: boolean }): void {
  const metadata = at(body, "data", "session", "metadata");
  const { lane, number } = isObject(metadata) ? metadata : {};
  if (typeof lane !== "string" || typeof number !== "number") return;
  const numbers = bySubject.get(lane) ?? [];
  bySubject.set(lane, numbers);
  numbers.push({ number, afterAccepted: unaccepted.get(numbers)?.accepted !== false });
  unaccepted.set(numbers, entry);
}

/** What an arrival fulfils, as `promised` names it: the receiver's path, what it is about, and perhaps its type. */
export function arrivalKeys(path: string, body: unknown): string[] {
  const types = [at(body, "type"), at(body, "event"), at(body, "webhook"), at(body, "webhook", "webhook")];
  const type = types.find((one) => typeof one === "string") ?? "";
  const ids = [
    at(body, "data", "attemptId"),
    at(body, "data", "session", "id"),
    at(body, "data", "user", "id"),
    at(body, "object_id"),
    at(body, "webhook", "object_id"),
  ];
  return ids
    .filter((id) => typeof id === "string")
    .flatMap((id) => [`${path} ${id}`, `${path} ${id} ${type}`]);
}

function at(value: unknown, ...names: string[]): unknown {
  return names.reduce((inner, name) => (isObject(inner) ? inner[name] : undefined), value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
