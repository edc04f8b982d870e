import { type CelInput, celEnv, isCelError, parse, plan } from "@bufbuild/cel";
import type { About, Made, SourceProblem } from "./contract.ts";
import { positionOf } from "./position.ts";
import { createSourceCache } from "./source-cache.ts";

const environment = celEnv();
const planned = createSourceCache((source) => {
  const expression = parse(source);
  return { evaluate: plan(environment, expression), positions: expression.sourceInfo?.positions ?? {} };
});

/** Whether the condition holds for an event. */
export function evaluateCondition(source: string, about: About): Made<boolean> {
  const made = evaluate(source, about);
  if (made.ok) return made;
  const { problem } = made;
  // CEL's message about a failure may quote a value.
  if (problem.kind !== "failed") return made;
  return {
    ok: false,
    problem: {
      ...problem,
      detail: "it can't be evaluated for this event: a member is missing, or a type doesn't fit",
    },
  };
}

/** The problem of a condition, tried on examples; null if it is valid. */
export function checkCondition(
  source: string,
  examples: readonly { name: string; about: About }[],
): SourceProblem | null {
  for (const { name, about } of examples) {
    const made = evaluate(source, about);
    if (made.ok) continue;
    const { problem } = made;
    if (problem.kind === "syntax") return problem;
    return { ...problem, detail: `over the example of ${name}, ${problem.detail}` };
  }
  return null;
}

function evaluate(source: string, about: About): Made<boolean> {
  let program: ReturnType<typeof planned>;
  try {
    program = planned(source);
  } catch (error) {
    return { ok: false, problem: syntaxProblem(error) };
  }
  const { event, occurredAt, data } = about;
  const value = program.evaluate({ event, occurredAt, data: inputOf(data) });
  if (isCelError(value)) {
    const offset = value.exprId === undefined ? undefined : program.positions[String(value.exprId)];
    const place = offset === undefined ? {} : positionOf(source, offset);
    const detail = `it fails: ${value.message}; if a member may be missing, check has(…) first`;
    return { ok: false, problem: { kind: "failed", detail, ...place } };
  }
  if (typeof value !== "boolean")
    return {
      ok: false,
      problem: { kind: "failed", detail: "its result is not true or false" },
    };
  return { ok: true, value };
}

/**
 * JSON as CEL values: whole numbers are `int`, others `double`. Maps, so that no member name is
 * special.
 */
function inputOf(value: unknown): CelInput {
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(inputOf);
  if (typeof value === "object" && value !== null)
    return new Map(Object.entries(value).map(([key, inner]) => [key, inputOf(inner)]));
  return value as CelInput;
}

function syntaxProblem(error: unknown): SourceProblem {
  if (!(error instanceof Error)) return { kind: "syntax", detail: "it can't be read" };
  const place =
    "location" in error ? (error.location as { start: { line: number; column: number } }).start : null;
  const detail = error.message.replace(/^<input>:\d+:\d+: /, "");
  return { kind: "syntax", detail, ...(place && { line: place.line, column: place.column }) };
}
