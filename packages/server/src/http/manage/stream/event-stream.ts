import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { StreamRow } from "../../../stream/index.ts";

/**
 * A response of server-sent events. Each write resolves once the client has received everything
 * before it, so nothing accumulates here for a slow client. Writes reject when the client has
 * disconnected.
 */
export interface EventStream {
  row(row: StreamRow, id: string): Promise<void>;
  gap(reason: string, id: string): Promise<void>;
  /** Tells the client where it stands, without an event. */
  heartbeat(id: string): Promise<void>;
  /** Milliseconds since the last write. */
  quietMs(): number;
}

/** How long a client waits before it connects again. */
const retryMs = 2000;

export const streamType = "text/event-stream; charset=utf-8";

export function openEventStream(
  raw: ServerResponse,
  headers: Record<string, string | string[] | number | undefined>,
  gone: AbortSignal,
): EventStream {
  let wroteAt = performance.now();
  raw.writeHead(200, {
    ...headers,
    "content-type": streamType,
    // A proxy must not buffer events.
    "x-accel-buffering": "no",
  });
  raw.write(`retry: ${retryMs}\n\n`);

  async function write(text: string): Promise<void> {
    gone.throwIfAborted();
    wroteAt = performance.now();
    if (!raw.write(text)) await once(raw, "drain", { signal: gone });
  }

  return {
    row({ kind, projectId, at, data }, id) {
      const shown = { projectId, createdAt: at.toISOString(), ...data };
      return write(`id: ${id}\nevent: ${kind}\ndata: ${JSON.stringify(shown)}\n\n`);
    },
    gap: (reason, id) => write(`id: ${id}\nevent: gap\ndata: ${JSON.stringify({ reason })}\n\n`),
    heartbeat: (id) => write(`: still here\nid: ${id}\n\n`),
    quietMs: () => performance.now() - wroteAt,
  };
}
