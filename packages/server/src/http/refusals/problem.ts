import type { FieldProblem, ProblemCode, ProblemDetails } from "@countersign/wire";

/** The members of a problem in addition to its sentence. */
export type RefusalDetails = Omit<ProblemDetails, "detail" | "instance">;

/**
 * A refusal, sent as an RFC 9457 problem. Handlers throw it, which is Fastify's way of leaving a request
 * from any depth; modules never do: they return the outcome, and the route chooses the refusal.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ProblemCode;
  readonly details: RefusalDetails;
  /** Whole seconds after which the caller may retry: for `Retry-After`. */
  readonly retryAfterSeconds: number | null;

  constructor(code: ProblemCode, detail: string, details: RefusalDetails, retryAfterSeconds: number | null) {
    // It needs no stack: without one, refusing a request costs a sixth less.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(detail);
    Error.stackTraceLimit = stackTraceLimit;
    this.code = code;
    this.details = details;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * A refusal to throw: `throw refuse("not_found", "There is no such review.")`. `detail` tells the
 * caller what is wrong and how to fix it; neither it nor the details contain personal data.
 */
export function refuse(
  code: ProblemCode,
  detail: string,
  details: RefusalDetails = {},
  retryAfterSeconds: number | null = null,
): Refusal {
  return new Refusal(code, detail, details, retryAfterSeconds);
}

/** The refusal of a request with wrong fields, which it names. */
export function refuseFields(errors: FieldProblem[]): Refusal {
  return refuse("invalid_request", "Fields of the request are missing, unknown or wrong.", { errors });
}
