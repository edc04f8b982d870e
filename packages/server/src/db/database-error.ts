/**
 * An error of the database or of the connection to it. Created from the driver's error, because
 * that contains the statement's parameters and the row's values (`detail`, `where`), which are
 * personal data.
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

/** Whether a row with the same key exists; by this constraint, if one is named. */
export function isUniqueViolation(error: unknown, constraint?: string): error is DatabaseError {
  return (
    error instanceof DatabaseError &&
    error.code === "23505" &&
    (constraint === undefined || error.constraint === constraint)
  );
}

/** No connection became free in time. */
export const poolBusy = "POOL_BUSY";
/** The server accepts no writes: a standby, or a demoted primary. */
export const readOnly = "25006";
/** A commit's wait for a standby was cancelled: it is on one machine only. */
export const replicationCancelled = "REPLICATION_CANCELLED";

/** A table has changed, by a newer version's migration, since a transaction's statement was prepared. */
export const staleStatement = "STALE_STATEMENT";

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
  poolBusy,
  "57P01",
  "57P02",
  "57P03",
  "57014", // an operator cancelled it
  "58030", // its disk fails
  readOnly,
  replicationCancelled,
]);
/** Connection exceptions, and resources that are exhausted: connections, memory, disk. */
const unavailableClasses = /^(08|53)/;

/**
 * Whether the error is temporary: the same statement may succeed later. If the connection was lost,
 * the statement may have been executed.
 */
export function isUnavailable(error: unknown): boolean {
  return (
    error instanceof DatabaseError &&
    (connectionCodes.has(error.code) || unavailableClasses.test(error.code) || isFileTooLarge(error))
  );
}

/** Whether a server responded with this error, instead of the connection to it failing. */
export function isFromServer(error: unknown): boolean {
  return error instanceof DatabaseError && /^[0-9A-Z]{5}$/.test(error.code);
}

/** Whether the database has no free disk space. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code === "53100" || isFileTooLarge(error));
}

/**
 * Whether the transaction conflicted with another one, or with a migration, and was rolled back: it can be retried from
 * its beginning.
 */
export function isConflict(error: unknown): boolean {
  return (
    error instanceof DatabaseError &&
    (error.code === "40001" || error.code === "40P01" || error.code === staleStatement)
  );
}

/** A quota or a limit of the process: Postgres has no code of its own for it. */
function isFileTooLarge({ code, message }: DatabaseError): boolean {
  return code === "XX000" && /^could not (extend|write)/.test(message);
}

/** Errors of the driver without a code. */
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

/** Data exceptions (SQLSTATE class 22) quote the rejected value. */
function messageWithoutValues(message: string, code: string): string {
  return code.startsWith("22") ? message.replace(/".*"/s, '"…"') : message;
}
