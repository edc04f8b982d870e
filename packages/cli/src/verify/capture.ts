import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";

/** A request as somebody kept it. */
export interface Capture {
  /** With names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

const example = "webhook-id: …, webhook-timestamp: …, webhook-signature: …, an empty line, and the body";

/**
 * Reads a request as it came over HTTP: a request line, which may be left out, headers, an empty
 * line, and the body byte by byte.
 *
 * @throws CliError if there is no empty line after headers.
 */
export function captureIn(message: Buffer): Capture {
  const end = /\r?\n\r?\n/.exec(message.toString("latin1"));
  if (end === null)
    throw new CliError(
      "No empty line ends the headers of the captured request.",
      `It has to be: ${example}`,
      exitCodes.usage,
    );
  const lines = message.subarray(0, end.index).toString("utf8").split(/\r?\n/);
  const [first = ""] = lines;
  const headers = headersIn(/^[A-Z]+ \S+/.test(first) && !/^[\w-]+:/.test(first) ? lines.slice(1) : lines);
  return { headers, body: message.subarray(end.index + end[0].length) };
}

/**
 * Reads lines of `name: value`.
 *
 * @throws CliError for another line.
 */
export function headersIn(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    // `curl -v` and its like mark the direction.
    const [, name, value] = /^(?:[<>] )?([\w-]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined || value === undefined)
      throw new CliError(
        `This is not a header: ${line.slice(0, 60)}`,
        `It has to be: ${example}`,
        exitCodes.usage,
      );
    headers[name.toLowerCase()] = value;
  }
  return headers;
}
