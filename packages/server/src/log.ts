import { type DestinationStream, type Logger, pino } from "pino";
import { gatherLines } from "./log-lines.ts";

/** Errors whose messages are this service's or the runtime's own words. Others may quote what they were given. */
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
/** SQLSTATE class 22, data exceptions: their messages quote the value that was refused. */
const dataException = /^22/;

/**
 * The service's log: JSON lines. Nothing personal and no secret is ever given to it; for errors it sees to that
 * itself, since a database's or a parser's message quotes values: of those it keeps the kind, the code and the
 * places in the code.
 */
export function createLog(destination?: DestinationStream): Logger {
  return pino({ base: null, serializers: { err: describeError } }, destination ?? standardOutput());
}

/** What is left is written at exit; pino sees to it before a fatal error ends the process. */
function standardOutput(): DestinationStream {
  const output = gatherLines(pino.destination({ dest: 1, sync: false }));
  process.on("exit", () => output.flushSync());
  return output;
}

/** What the log keeps of an error. */
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
