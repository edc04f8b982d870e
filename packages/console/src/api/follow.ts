import { openStream } from "./call.ts";
import { type ServerEvent, serverEvents } from "./server-events.ts";

const againMs = 3000;

/**
 * Follows what happens, until `signal` aborts. A stream that breaks off is resumed where it was;
 * while the service can't be reached it is tried again every three seconds.
 */
export async function follow(
  query: { projectId: string; kind: readonly string[] },
  onEvent: (event: ServerEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  let last = "";
  while (!signal.aborted) {
    try {
      const reader = await openStream("/stream", query, last, signal);
      const read = serverEvents();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        for (const event of read(piece.value)) {
          if (event.id !== "") last = event.id;
          onEvent(event);
        }
      }
    } catch {
      // Told by the next attempt, if it fails as well: nothing that is shown depends on it.
    }
    await new Promise((resolve) => setTimeout(resolve, againMs));
  }
}
