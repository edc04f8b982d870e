import type * as z from "zod";

/** What is wrong with one field of a request. Neither part ever holds the field's value. */
export interface FieldProblem {
  /** dotted path with indexes, `hooks.0`; empty for the whole */
  field: string;
  problem: string;
}

/** A field problem with its kind, for protocols that report the kinds differently. */
export interface ClassifiedProblem extends FieldProblem {
  kind: "missing" | "unknown" | "invalid";
}

/** A parsed value, or what is wrong with each field, in the order of the schema. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: ClassifiedProblem[] };

const longestName = 100;
/** Nobody reads more of them, and naming 400,000 unknown fields took 0.2 s. */
const mostProblems = 1000;

function dotted(path: readonly PropertyKey[]): string {
  return path.map((step) => String(step).slice(0, longestName)).join(".");
}

function at(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}

function classify(issue: z.core.$ZodIssue, input: unknown): ClassifiedProblem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.slice(0, mostProblems).map((key) => ({
      field: dotted([...issue.path, key]),
      problem: "is not a known field",
      kind: "unknown",
    }));
  }
  const field = dotted(issue.path);
  if (issue.path.length > 0 && at(input, issue.path) === undefined) {
    return [{ field, problem: "is required", kind: "missing" }];
  }
  const meant = issue.code === "invalid_union" ? variantMeant(issue.errors) : null;
  if (meant !== null)
    return meant.flatMap((each) => classify({ ...each, path: [...issue.path, ...each.path] }, input));
  return [{ field, problem: issue.message, kind: "invalid" }];
}

/**
 * What is wrong by the one variant of a union that the input comes nearest to: of its type, with
 * the fewest fields that it doesn't know. Null if several are as near; then the union's own message
 * says what is accepted.
 */
function variantMeant(variants: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] | null {
  const distances = variants.map((issues) => {
    const ofOtherType = issues.some((issue) => issue.code === "invalid_type" && issue.path.length === 0);
    if (ofOtherType) return Number.POSITIVE_INFINITY;
    return issues.reduce(
      (sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length : 0),
      0,
    );
  });
  const nearest = Math.min(...distances);
  const [only, ...others] = variants.filter((_, at) => distances[at] === nearest);
  return only === undefined || others.length > 0 ? null : only;
}

/**
 * A zod error as field problems. `input` is what was parsed: it distinguishes a missing field from
 * a wrong one and is not part of the result; zod's own messages name types and rules, not values.
 * The first thousand.
 */
export function fieldProblems(error: z.ZodError | z.core.$ZodError, input: unknown): ClassifiedProblem[] {
  const problems: ClassifiedProblem[] = [];
  for (const issue of error.issues) {
    problems.push(...classify(issue, input));
    if (problems.length >= mostProblems) break;
  }
  return problems.slice(0, mostProblems);
}

/** Parses `input` by the schema; expected failures come back as field problems. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): Parsed<z.output<Schema>> {
  const result = schema.safeParse(input);
  return result.success
    ? { ok: true, value: result.data }
    : { ok: false, problems: fieldProblems(result.error, input) };
}
