import { call, type RequestOf } from "../api/call.ts";
import { collect } from "../api/pages.ts";
import { pause } from "../pause.ts";
import type { ListenDeps } from "./deps.ts";
import { followStream } from "./follow.ts";
import { persistently } from "./persistently.ts";
import type { ServerEvent } from "./server-events.ts";

/** An event of the stream. */
interface StreamedEvent {
  id: string;
  type: string;
  subject: string | null;
  createdAt: string;
}

/** Events that are held at most: the stream is read on when some of them are forwarded. */
const maxHeld = 10_000;
/** After a gap the list is read from a little earlier: it is in the order of several clocks. */
const overlapMs = 60_000;

/**
 * Fills the backlog from the stream until the command is to end. `onReady` is called whenever
 * something can be taken: while it catches up, not before it is known how much was missed.
 */
export async function readStream(deps: ListenDeps, onReady: () => void): Promise<void> {
  const { connection, options, journal, backlog, tell, now } = deps;
  const { projectId, forwardTo } = options;
  const resumed = journal.cursor() !== null;
  tell({ kind: "listening", url: connection.url, projectId, forwardTo, resumed });
  const query = { projectId, kind: ["event"] };
  /** The service says where the reader stands when it begins, and when it has sent all that was missed. */
  let marks = 0;
  let missed = 0;
  let isConnected = true;
  let isNew = !resumed;

  const take = ({ id: eventId, type, subject, createdAt }: StreamedEvent, position: string | null) => {
    const isWanted = options.types?.includes(type) !== false;
    if (isWanted) backlog.add({ eventId, lane: subject ?? eventId, position, createdAt });
    else if (position !== null) backlog.pass(position, createdAt);
    return isWanted;
  };

  const mark = (position: string) => {
    backlog.pass(position, isNew ? new Date(now()).toISOString() : undefined);
    marks++;
    if (marks === 2) announce();
  };

  const announce = () => {
    if (!isNew) tell({ kind: "reconnected", missed });
    isNew = false;
    if (missed === 0) return;
    void untilEmpty(deps).then((isEmpty) => isEmpty && tell({ kind: "caught_up" }));
  };

  const recover = async (reason: string, position: string) => {
    const since = backlog.cursor()?.createdAt ?? null;
    const from = since === null ? null : new Date(Date.parse(since) - overlapMs).toISOString();
    const events = from === null ? [] : await persistently(connection.signal, () => eventsSince(deps, from));
    let recovered = 0;
    for (const event of (events ?? []).reverse()) if (take(event, null)) recovered++;
    tell({ kind: "gap", reason, recovered });
    mark(position);
  };

  const onEvent = async ({ event, data, id }: ServerEvent) => {
    const position = id ?? "";
    if (event === null) mark(position);
    else if (event === "gap") await recover(JSON.parse(data).reason, position);
    else if (take(JSON.parse(data), position) && marks < 2) missed++;
  };

  for await (const step of followStream(connection, query, journal.cursor()?.position ?? null)) {
    if (step.kind === "event") {
      await onEvent(step.event);
      if (marks >= 2 || missed > maxHeld / 2) onReady();
      while (backlog.size() > maxHeld && !connection.signal.aborted) await pause(50, connection.signal);
    } else {
      if (step.kind === "disconnected" && isConnected) tell({ kind: "disconnected" });
      isConnected = step.kind === "connected";
      if (isConnected) [marks, missed] = [0, 0];
    }
  }
}

async function untilEmpty({ backlog, connection }: ListenDeps): Promise<boolean> {
  while (backlog.size() > 0 && !connection.signal.aborted) await pause(50, connection.signal);
  return backlog.size() === 0;
}

function eventsSince({ connection, options }: ListenDeps, createdAtFrom: string): Promise<StreamedEvent[]> {
  const filter = { projectId: options.projectId, createdAtFrom };
  return collect(Number.POSITIVE_INFINITY, (page) =>
    call(connection, "listEvents", { query: { ...filter, ...page } as RequestOf<"listEvents">["query"] }),
  );
}
