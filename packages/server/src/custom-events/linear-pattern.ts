import { RE2JS } from "@bufbuild/re2";

/**
 * The maximum cost of matching in one check, in instructions of a pattern times characters of a
 * text; some 50 ns each. Enough for a pattern of 20 instructions over 100,000 characters.
 */
const maxWork = 2_000_000;
/** Instructions of one pattern: `[a-z]{1,900}` has 1,800. */
const maxInstructions = 2000;
const longest = 500;

let workLeft = 0;

/** Thrown by `test` if a check costs too much; ends the check. */
class TooMuchMatching extends Error {}

/**
 * Patterns of schemas run on RE2's algorithm, in time linear in text and pattern: nobody can
 * register one that hangs on a payload. RE2 has neither look-around nor back-references.
 */
export function linearPattern(pattern: string): { test(text: string): boolean; toString(): string } {
  const compiled = new RE2JS(pattern);
  const instructions = compiled.re2().prog.numInst();
  return {
    test(text) {
      workLeft -= instructions * text.length;
      if (workLeft < 0) throw new TooMuchMatching();
      return compiled.test(text);
    },
    toString: () => pattern,
  };
}
linearPattern.code = "linearPattern";

/**
 * Runs a check, with a bound on the cost of all its patterns together. Null: they would cost more.
 */
export function withBoundedMatching(check: () => boolean): boolean | null {
  workLeft = maxWork;
  try {
    return check();
  } catch (error) {
    if (error instanceof TooMuchMatching) return null;
    throw error;
  }
}

/** The problem of a pattern; null if it is valid. */
export function patternProblem(pattern: unknown): string | null {
  if (typeof pattern !== "string") return "must be a text";
  if (pattern.length > longest) return `must not be longer than ${longest} characters`;
  try {
    const instructions = new RE2JS(pattern).re2().prog.numInst();
    return instructions > maxInstructions ? "repeats too much: it would take too long to match" : null;
  } catch {
    return "is not a pattern in RE2's syntax, which has neither look-around nor back-references";
  }
}
