import { linkedAbort } from "../linked-abort.ts";
import type { Entry } from "./backlog.ts";
import { createBacklog } from "./backlog.ts";
import type { ListenDeps } from "./deps.ts";
import { type Forwarded, forward } from "./forward.ts";
import { handleEntry } from "./handle.ts";
import { createDeliveryLookup } from "./lookups.ts";
import type { Message } from "./message.ts";
import { readStream } from "./read-stream.ts";

/** What was forwarded lately, for the keys. */
export interface Shown {
  message: Message;
  result: Forwarded;
}

/** A run of `listen`. */
export interface Listening {
  /** Resolves when the command was ended; rejects if the service refuses. */
  ended: Promise<void>;
  /** Oldest first. */
  recent: readonly Shown[];
  /** Forwards a delivery again. */
  again(shown: Shown): Promise<void>;
}

/** Forwarded at the same time, each of another subject. */
const concurrency = 8;
/** How often deliveries that were not sent yet are looked at again, and the place in the stream is kept. */
const tickMs = 500;
/** Bodies may be pictures: few of them are held. */
const maxRecent = 20;

/**
 * Forwards what a project sends, from where the journal stands, until the connection's signal aborts.
 * What is in flight then is finished first.
 */
export function listen(given: Omit<ListenDeps, "backlog">): Listening {
  const backlog = createBacklog(given.journal.cursor());
  // When something fails permanently, everything ends.
  const failed = new AbortController();
  const { signal } = linkedAbort(given.connection.signal, failed.signal);
  const connection = { ...given.connection, signal };
  const deps: ListenDeps = { ...given, connection, backlog };
  const lookUp = createDeliveryLookup(connection);
  const recent: Shown[] = [];
  const running = new Set<Promise<void>>();
  let count = 0;

  const show = (message: Message, result: Forwarded, again: boolean) => {
    const { headers: _, body: __, ...facts } = message;
    deps.tell({ kind: "forwarded", again, ...result, ...facts });
    recent.push({ message, result });
    if (recent.length > maxRecent) recent.shift();
  };

  const work = async (entry: Entry) => {
    const onForwarded = (message: Message, result: Forwarded) => {
      count++;
      show(message, result, false);
    };
    const outcome = await handleEntry(deps, lookUp, entry, onForwarded);
    if (outcome === "done") backlog.done(entry);
    else backlog.block(entry);
  };

  const pump = () => {
    while (running.size < concurrency && !signal.aborted) {
      const entry = backlog.take();
      if (entry === null) return;
      const one = work(entry)
        .catch((error: unknown) => failed.abort(error))
        .finally(() => {
          running.delete(one);
          pump();
        });
      running.add(one);
    }
  };

  const keepPlace = () => {
    const cursor = backlog.cursor();
    if (cursor !== null) deps.journal.moveTo(cursor);
  };

  const run = async () => {
    let isReady = false;
    const tick = setInterval(() => {
      backlog.unblock();
      if (isReady) pump();
      keepPlace();
    }, tickMs);
    try {
      await readStream(deps, () => {
        isReady = true;
        pump();
      });
    } finally {
      clearInterval(tick);
      failed.abort(null);
      await Promise.all(running);
      keepPlace();
      deps.tell({ kind: "stopped", forwarded: count });
    }
    if (failed.signal.reason !== null) throw failed.signal.reason;
  };

  return {
    ended: run(),
    recent,
    async again({ message }) {
      const { fetch } = connection;
      const { forwardTo, secret } = deps.options;
      try {
        show(message, await forward({ fetch, now: deps.now }, forwardTo, message, secret), true);
      } catch (error) {
        deps.tell({ kind: "waiting", forwardTo, problem: String(error) });
      }
    },
  };
}
