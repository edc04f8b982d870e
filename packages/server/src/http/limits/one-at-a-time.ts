/**
 * Runs the function at most once at a time: concurrent callers get the same result, and so do callers
 * within `keptMs` after it. For work that costs more than its caller should be able to cause, such as
 * a connection to the store for a public probe. A failure is shared by concurrent callers, and not
 * reused.
 */
export function oneAtATime<Answer>(
  ask: () => Promise<Answer>,
  clock: () => number,
  keptMs: number,
): () => Promise<Answer> {
  let underWay: Promise<Answer> | null = null;
  let last: { answer: Answer; at: number } | null = null;
  const run = async () => {
    try {
      const answer = await ask();
      last = { answer, at: clock() };
      return answer;
    } finally {
      underWay = null;
    }
  };
  return async () => {
    // After a clock was set back the age is negative: such a result isn't reused either.
    const age = last === null ? Number.POSITIVE_INFINITY : clock() - last.at;
    if (last !== null && age >= 0 && age < keptMs) return last.answer;
    underWay ??= run();
    return underWay;
  };
}
