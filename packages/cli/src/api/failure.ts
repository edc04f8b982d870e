import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { nextStep, type OperationName } from "./next-step.ts";

/** A refusal of the service, in the form of RFC 9457. */
interface Problem {
  code?: string;
  detail?: string;
  title?: string;
  errors?: readonly { field: string; problem: string }[];
  requestId?: string;
}

/** The service refused a call, or failed. */
export class ServiceError extends CliError {
  readonly status: number;
  readonly code: string;

  constructor(
    status: number,
    { code = "unknown", detail, title, errors = [], requestId }: Problem,
    operation: OperationName | null,
  ) {
    const lines = errors.map(({ field, problem }) => `\n  ${field} ${problem}`).join("");
    const request = requestId === undefined || status < 500 ? "" : ` (request ${requestId})`;
    const message = `${detail ?? title ?? `The service responded with ${status}.`}${lines}${request}`;
    const fields = errors.map(({ field }) => field);
    super(message, nextStep({ status, code, fields, operation }), exitCodeFor(status));
    this.status = status;
    this.code = code;
  }
}

/** The service can't be reached. */
export class UnreachableError extends CliError {
  constructor(url: string, cause: unknown) {
    super(
      `${url} can't be reached: ${reasonOf(cause)}.`,
      "Is the address right, and does the service run? countersign doctor looks at both.",
      exitCodes.unreachable,
    );
  }
}

/** The failure that a response tells; `operation` is the one that was called, where the generated client called it. */
export async function failureOf(
  response: Response,
  operation: OperationName | null = null,
): Promise<ServiceError> {
  const text = await response.text();
  try {
    const problem: unknown = JSON.parse(text);
    if (typeof problem === "object" && problem !== null)
      return new ServiceError(response.status, problem, operation);
  } catch {
    // A proxy's page, perhaps.
  }
  return new ServiceError(response.status, {}, operation);
}

/** Whether it is worth trying again without change. */
export function isPassing(error: unknown): boolean {
  if (error instanceof UnreachableError) return true;
  return error instanceof ServiceError && (error.status >= 500 || error.status === 429);
}

function exitCodeFor(status: number) {
  if (status === 401 || status === 403) return exitCodes.access;
  return status >= 500 ? exitCodes.unreachable : exitCodes.failed;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  const { code } = cause as NodeJS.ErrnoException;
  return cause.message || code || cause.name;
}
