import { type DestinationStream, type Logger, pino } from "pino";
import { gatherLines } from "./log-lines.ts";

/** Errors whose messages come from this service or the runtime. Others may quote their input. */
const ownWords = new Set([
  "AggregateError",
  "AssertionError",
  "ConfigError",
  "DatabaseError",
  "Error",
  "RangeError",
  "TypeError",
  "UnsealError",
]);
/** SQLSTATE class 22, data exceptions: their messages quote the refused value. */
const dataException = /^22/;

/**
 * The service's log: JSON lines. Callers never pass personal data or secrets. Errors are made safe here, since messages
 * of databases and parsers quote values: of those it logs the name, the code and the stack.
 */
export function createLog({ to = standardOutput(), process }: LogOptions = {}): Logger {
  const base = process === undefined ? null : { process };
  return pino({ base, serializers: { err: describeError } }, to);
}

interface LogOptions {
  /** Standard output by default. */
  to?: DestinationStream;
  /** Of several processes with one log: the number of this one, which each line gets. */
  process?: number;
}

/** Buffered lines are written at exit; pino flushes before a fatal error ends the process. */
export function standardOutput(): DestinationStream {
  const output = gatherLines(pino.destination({ dest: 1, sync: false }));
  process.on("exit", () => output.flushSync());
  return output;
}

/** The logged form of an error. */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { code?: unknown };
  const quotes = typeof code === "string" && dataException.test(code);
  return {
    type: error.name,
    ...(typeof code === "string" && { code }),
    ...(ownWords.has(error.name) && !quotes && { message: error.message }),
    at: (error.stack ?? "")
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .map((line) => line.trim()),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}
