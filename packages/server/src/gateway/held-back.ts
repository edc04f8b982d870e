/** Maximum of a response that is buffered for `settle`. */
const keptBytes = 1024 * 1024;

/**
 * The pieces as they come, the last one held back until `settle` is done with the whole: who reads
 * this knows that once the end is there, so is what `settle` wrote. A reader that disconnects early
 * changes nothing: the rest is read without them. Where the pieces break off, nothing is settled.
 *
 * @param settle gets the whole, or null where it is longer than what is kept.
 */
export async function* heldBack(
  pieces: AsyncIterable<Buffer>,
  settle: (whole: Buffer | null) => Promise<void>,
): AsyncGenerator<Buffer> {
  const source = pieces[Symbol.asyncIterator]();
  const kept: Buffer[] = [];
  let size = 0;
  let held: Buffer | null = null;
  let state: "reading" | "settled" | "broken" = "reading";

  const next = async (): Promise<Buffer | null> => {
    try {
      const step = await source.next();
      if (step.done) return null;
      size += step.value.length;
      if (size <= keptBytes) kept.push(step.value);
      return step.value;
    } catch (error) {
      state = "broken";
      throw error;
    }
  };
  const end = async () => {
    state = "settled";
    await settle(size <= keptBytes ? Buffer.concat(kept) : null);
  };

  try {
    for (let piece = await next(); piece !== null; piece = await next()) {
      if (held !== null) yield held;
      held = piece;
    }
    await end();
    if (held !== null) yield held;
  } finally {
    // The reader has gone; what the other side did is done all the same.
    if (state === "reading") {
      while ((await next()) !== null);
      await end();
    }
  }
}
