import type { Problem } from "@countersign/wire";

/** A call that failed: what the service said, or that it could not be reached. */
export class ApiError extends Error {
  /** What the service said; null where there was no answer, or none that it wrote. */
  readonly problem: Problem | null;
  /** The answer's status; 0 without an answer. */
  readonly status: number;
  /** By which the service's log knows the request; null without an answer. */
  readonly requestId: string | null;
  /** After how many seconds another try may succeed (`Retry-After`); null where nothing was said. */
  readonly retryAfterSeconds: number | null;

  constructor(
    status: number,
    problem: Problem | null,
    requestId: string | null,
    retryAfterSeconds: number | null = null,
  ) {
    super(problem?.detail ?? problem?.title ?? `HTTP ${status}`);
    this.name = "ApiError";
    this.status = status;
    this.problem = problem;
    this.requestId = requestId;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** A code of the error catalog, or `offline` and `unreadable` where the service said nothing. */
  get code(): Problem["code"] | "offline" | "unreadable" {
    return this.problem?.code ?? (this.status === 0 ? "offline" : "unreadable");
  }

  /** What is wrong with a field; null where nothing is. */
  fieldProblem(field: string): string | null {
    return this.problem?.errors?.find((each) => each.field === field)?.problem ?? null;
  }
}

/** The error of an unsuccessful response. */
export function errorOf({ status, headers }: Response, problem: Problem | null): ApiError {
  const wait = Number.parseInt(headers.get("retry-after") ?? "", 10);
  return new ApiError(status, problem, headers.get("x-request-id"), Number.isNaN(wait) ? null : wait);
}

/** The error of a call as an `ApiError`; whatever else was thrown is a bug, and thrown again. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  throw error;
}
