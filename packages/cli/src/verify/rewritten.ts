/** A way in which a body is changed on its way through a receiver's code. */
export interface Rewriting {
  what: string;
  /** The body as it may have been before; null where this can't have happened. */
  undo: (body: string) => string | null;
}

const reserialized = (what: string, write: (value: unknown) => string): Rewriting => ({
  what,
  undo(body) {
    try {
      return write(JSON.parse(body));
    } catch {
      return null;
    }
  },
});

/**
 * What happens to bodies most: line ends that editors and shells add, and JSON that was parsed and
 * written again. The service sends JSON without white space.
 */
export const rewritings: readonly Rewriting[] = [
  { what: "a byte order mark was added", undo: (body) => (body.startsWith("\ufeff") ? body.slice(1) : null) },
  { what: "a line end was added", undo: (body) => (/\r?\n$/.test(body) ? body.replace(/\r?\n$/, "") : null) },
  { what: "white space around it was added", undo: (body) => (body.trim() === body ? null : body.trim()) },
  { what: "a line end was removed", undo: (body) => `${body}\n` },
  { what: "its line ends were changed from CRLF to LF", undo: (body) => body.replace(/\r?\n/g, "\r\n") },
  { what: "its line ends were changed from LF to CRLF", undo: (body) => body.replaceAll("\r\n", "\n") },
  reserialized("the JSON was re-serialised", (value) => JSON.stringify(value)),
  reserialized("the JSON was re-serialised, and its indentation lost", (value) =>
    JSON.stringify(value, null, 2),
  ),
  reserialized("the JSON was re-serialised, and its escaped slashes lost", (value) =>
    JSON.stringify(value).replaceAll("/", "\\/"),
  ),
  reserialized("the JSON was re-serialised, and its escaped characters lost", (value) =>
    JSON.stringify(value).replace(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  ),
];
