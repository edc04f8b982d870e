import type { ProblemCode } from "@countersign/wire";

/** One thing wrong with a request, by the place where it stands (`body.name`). Never holds the value. */
export interface FieldProblem {
  field: string;
  problem: string;
}

/**
 * A refusal on its way to the caller as an RFC 9457 problem. A handler throws it, which is Fastify's way of
 * leaving a request from any depth; modules never do: they return what went wrong, the route names it.
 */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly problems: FieldProblem[];

  constructor(code: ProblemCode, detail: string, problems: FieldProblem[]) {
    super(detail);
    this.code = code;
    this.problems = problems;
  }
}

/**
 * A refusal to throw. `detail` tells the caller what is wrong and what mends it, without a personal value;
 * `problems` name the fields.
 */
export function refuse(code: ProblemCode, detail: string, problems: FieldProblem[] = []): Refusal {
  return new Refusal(code, detail, problems);
}
