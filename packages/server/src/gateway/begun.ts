import { Readable } from "node:stream";
import { BrokenStream } from "../outbound/index.ts";

/** An answer's body whose first piece (or end) is there, or how it broke off before. */
export type Begun = { ok: true; body: Readable } | { ok: false; late: boolean };

/**
 * Waits for a body's first piece. Until then the caller has been sent nothing, and can still be told of an upstream that
 * broke off. Rejects where something else failed, such as recording what the answer says.
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
  // No generator: one that is left before its first step would not tell the source, which has something to finish.
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
