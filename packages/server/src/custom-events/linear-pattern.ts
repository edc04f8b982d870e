import { RE2JS } from "@bufbuild/re2";

/**
 * Patterns of schemas run on RE2's algorithm, in time linear to the text: nobody can register one that a payload
 * keeps busy. It knows neither look-around nor back-references.
 */
export function linearPattern(pattern: string): { test(text: string): boolean; toString(): string } {
  const compiled = new RE2JS(pattern);
  return { test: (text) => compiled.test(text), toString: () => pattern };
}
linearPattern.code = "linearPattern";

/** What is wrong with a pattern; null if it can be used. */
export function patternProblem(pattern: unknown): string | null {
  if (typeof pattern !== "string") return "must be a text";
  if (pattern.length > longest) return `must not be longer than ${longest} characters`;
  try {
    linearPattern(pattern);
    return null;
  } catch {
    return "is no pattern of RE2's syntax, which has neither look-around nor back-references";
  }
}

const longest = 500;
