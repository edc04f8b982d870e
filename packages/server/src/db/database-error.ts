/**
 * What the database or the way to it answered in place of a result. Made anew from the driver's error, because
 * that one carries the statement's parameters and the row's values (`detail`, `where`), which are personal data.
 */
export class DatabaseError extends Error {
  override name = "DatabaseError";
  /** SQLSTATE, such as "23505", or the code of a connection error, such as "ECONNREFUSED". */
  readonly code: string;
  /** Name of the violated constraint. */
  readonly constraint: string | undefined;
  readonly table: string | undefined;
  readonly column: string | undefined;

  constructor(
    message: string,
    code: string,
    place: { constraint?: string; table?: string; column?: string } = {},
  ) {
    super(message);
    this.code = code;
    this.constraint = place.constraint;
    this.table = place.table;
    this.column = place.column;
  }
}

/** Whether the error says that a row of the same key exists; by that constraint, if one is named. */
export function isUniqueViolation(error: unknown, constraint?: string): error is DatabaseError {
  return (
    error instanceof DatabaseError &&
    error.code === "23505" &&
    (constraint === undefined || error.constraint === constraint)
  );
}

const connectionCodes = new Set([
  "CONNECTION_CLOSED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "57P01",
  "57P02",
  "57P03",
  "53300",
]);

/** Whether the error means that there is no connection now but may well be one later. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof DatabaseError && (connectionCodes.has(error.code) || error.code.startsWith("08"));
}

/** Errors that the driver gives no code. */
const codesOfMessages = new Map([
  ["timeout expired", "CONNECT_TIMEOUT"],
  ["Connection terminated", "CONNECTION_CLOSED"],
  ["Connection terminated unexpectedly", "CONNECTION_CLOSED"],
  ["Client has encountered a connection error and is not queryable", "CONNECTION_CLOSED"],
  ["Client was closed and is not queryable", "CONNECTION_CLOSED"],
]);

/** The driver's error without values. */
export function withoutValues(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const told = error instanceof Error ? error : new Error(String(error));
  const field = (name: string): string | undefined => {
    const value: unknown = Reflect.get(told, name);
    return typeof value === "string" ? value : undefined;
  };
  const code = field("code") ?? codesOfMessages.get(told.message) ?? "unknown";
  const constraint = field("constraint");
  const table = field("table");
  const column = field("column");
  return new DatabaseError(messageWithoutValues(told.message, code), code, {
    ...(constraint && { constraint }),
    ...(table && { table }),
    ...(column && { column }),
  });
}

/** Data exceptions (SQLSTATE class 22) quote the value that they refuse. */
function messageWithoutValues(message: string, code: string): string {
  return code.startsWith("22") ? message.replace(/".*"/s, '"…"') : message;
}
