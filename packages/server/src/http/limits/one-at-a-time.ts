/**
 * The function, asked at most once at a time: whoever calls meanwhile gets the same answer, and so
 * does whoever calls within `keptMs` after it. For what costs more than its caller pays: a
 * connection to the store, say, for a probe that anybody may send. A failure is shared by those who
 * wait, and not kept.
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
    // After a clock was set back the age is negative: such an answer doesn't count either.
    const age = last === null ? Number.POSITIVE_INFINITY : clock() - last.at;
    if (last !== null && age >= 0 && age < keptMs) return last.answer;
    underWay ??= run();
    return underWay;
  };
}
