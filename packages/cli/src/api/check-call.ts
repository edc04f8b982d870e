import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Connection } from "./connection.ts";
import { failureOf, UnreachableError } from "./failure.ts";

/** A refusal of able-id, with the code of its table. */
class CheckError extends CliError {
  readonly code: number;

  constructor({ statusCode, message, data }: CheckResponse) {
    const problem = data?.problem ? ` (${data.problem})` : "";
    super(`${message}${problem} [${statusCode}]`, nextStep(statusCode, data?.field), exitCodeFor(statusCode));
    this.code = statusCode;
  }
}

interface CheckResponse {
  statusCode: number;
  message: string;
  data?: Readonly<Record<string, string | null>> | null;
}

/**
 * Makes a call under `/check`, which is authenticated by the project's id and secret in its body.
 *
 * @throws CheckError, ServiceError, UnreachableError
 */
export async function checkCall(
  { url, fetch, signal }: Connection,
  path: string,
  body: object,
): Promise<NonNullable<CheckResponse["data"]>> {
  let response: Response;
  try {
    response = await fetch(`${url}/check${path}`, {
      method: "POST",
      signal,
      redirect: "error",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new UnreachableError(url, error);
  }
  const answered: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  // A proxy's page, perhaps.
  if (!isCheckResponse(answered)) throw await failureOf(response);
  if (!response.ok) throw new CheckError(answered);
  return answered.data ?? {};
}

function isCheckResponse(value: unknown): value is CheckResponse {
  return typeof value === "object" && value !== null && "statusCode" in value && "message" in value;
}

function nextStep(code: number, field: string | null | undefined): string | null {
  switch (code) {
    case 10202:
      return "Is it the secret of this project, as it was shown when the project was created or its secret rotated? Set COUNTERSIGN_PROJECT_SECRET, or give --secret-file.";
    case 10102:
      return field?.startsWith("hooks")
        ? "Name an address that the service may call: --set hooks.0=https://…"
        : `Set ${field ?? "the address"} in the console, among the project's addresses, or by PATCH /manage/v1/projects/{id}/config.`;
    case 10104:
    case 10105:
      return "Name a person whom the registry has: --set pinfl=… --set birthDate=YYYY-MM-DD; or import some: countersign registry import people.ndjson";
    case 20004:
      return "Name a document with which somebody crossed the border: --set document=…; or import some: countersign registry import --crossings crossings.ndjson";
    case 10203:
    case 10204:
    case 10205:
    case 20005:
    case 20423:
      return "Name another person: --set pinfl=… --set birthDate=YYYY-MM-DD";
    default:
      return null;
  }
}

function exitCodeFor(code: number) {
  if (code === 10202) return exitCodes.access;
  return code === 10500 ? exitCodes.unreachable : exitCodes.failed;
}
