import { Readable } from "node:stream";
import { BrokenStream } from "../outbound/index.ts";

/** A response body whose first chunk (or end) has arrived, or how it failed before. */
export type Begun = { ok: true; body: Readable } | { ok: false; late: boolean };

/**
 * Waits for a body's first chunk. Until then nothing was sent to the caller, who can still get an error if the upstream
 * broke off. Rejects if something else failed, such as recording the event.
 */
export async function begun(pieces: AsyncIterable<Buffer>): Promise<Begun> {
  const source = pieces[Symbol.asyncIterator]();
  let first: IteratorResult<Buffer> | null;
  try {
    first = await source.next();
  } catch (error) {
    if (error instanceof BrokenStream) return { ok: false, late: error.failure.reason === "timeout" };
    throw error;
  }
  // Not a generator: returning one before its first step would not close the source.
  const rest: AsyncIterator<Buffer> = {
    async next() {
      const step = first ?? (await source.next());
      first = null;
      return step;
    },
    async return() {
      await source.return?.();
      return { done: true, value: undefined };
    },
  };
  return { ok: true, body: Readable.from({ [Symbol.asyncIterator]: () => rest }) };
}
