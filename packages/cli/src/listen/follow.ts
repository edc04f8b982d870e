import { queryText, send } from "../api/call.ts";
import type { Connection } from "../api/connection.ts";
import { isPassing } from "../api/failure.ts";
import { CliError } from "../cli-error.ts";
import { linkedAbort } from "../linked-abort.ts";
import { backoff, pause } from "../pause.ts";
import { type ServerEvent, serverEvents } from "./server-events.ts";

/** What following the stream yields. */
export type FollowStep =
  | { kind: "connected" }
  | { kind: "disconnected" }
  | { kind: "event"; event: ServerEvent };

/**
 * The service sends something every 15 seconds at the latest: after this long without, the
 * connection is dead, as after a laptop's sleep.
 */
const silenceMs = 45_000;

/**
 * Follows the management API's stream after a position, or from now on, until the connection's
 * signal aborts. A stream that breaks off is resumed where it was.
 *
 * @throws ServiceError if the service refuses for a reason that does not pass, such as a revoked token.
 */
export async function* followStream(
  connection: Connection,
  query: Readonly<Record<string, unknown>>,
  after: string | null,
): AsyncGenerator<FollowStep> {
  const { signal } = connection;
  const waits = backoff(250, 10_000);
  let last = after;
  while (!signal.aborted) {
    const ended = linkedAbort(signal);
    const watchdog = setTimeout(() => ended.abort(), silenceMs);
    try {
      const response = await send(
        { ...connection, signal: ended.signal },
        `/manage/v1/stream${queryText(query)}`,
        {
          headers: { accept: "text/event-stream", ...(last !== null && { "last-event-id": last }) },
        },
      );
      yield { kind: "connected" };
      waits.reset();
      const read = serverEvents();
      const decoder = new TextDecoder();
      for await (const piece of piecesOf(response, ended.signal)) {
        watchdog.refresh();
        for (const event of read(decoder.decode(piece, { stream: true }))) {
          last = event.id ?? last;
          yield { kind: "event", event };
        }
      }
    } catch (error) {
      if (error instanceof CliError && !isPassing(error)) throw error;
      // Otherwise it broke off, was silent for too long, or could not be reached: all of them pass.
    } finally {
      clearTimeout(watchdog);
      ended.release();
    }
    if (signal.aborted) return;
    yield { kind: "disconnected" };
    await pause(waits.next(), signal);
  }
}

/** A response's body, until the signal aborts: once the headers are there, Node 20 may forget the request's own. */
async function* piecesOf({ body }: Response, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  const cancel = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener("abort", cancel, { once: true });
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    signal.removeEventListener("abort", cancel);
    cancel();
  }
}
