/** How long the second key of a sequence is waited for. */
const sequenceMs = 1200;

/** Remembers the key before, so that two of them can be one command. */
export function typedKeys() {
  let previous = { key: "", at: Number.NEGATIVE_INFINITY };
  return {
    /** What was typed by now, the longer first: `["g d", "d"]`. `at`: when, in milliseconds. */
    next(key: string, at: number): string[] {
      const isSequence = at - previous.at <= sequenceMs && previous.key !== "";
      const typed = isSequence ? [`${previous.key} ${key}`, key] : [key];
      previous = { key: key.length === 1 ? key : "", at };
      return typed;
    },
  };
}
