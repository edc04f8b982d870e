import type { FieldProblem } from "@countersign/wire";

/** The parameters of a query, each name once; or why it is ambiguous. */
export type ReadQuery = { ok: true; query: Record<string, string> } | { ok: false; problem: FieldProblem };

/** Maximum characters of a query changed by hooks: what servers accept by default. */
const maxLength = 8192;

/**
 * Parses a query as form data (`+` is a space). Refuses repeated names and escapes that are not UTF-8: servers disagree
 * about them, and hooks must see what the upstream sees.
 *
 * @param raw with its `?`, or empty
 */
export function readQuery(raw: string): ReadQuery {
  const query = new Map<string, string>();
  for (const pair of raw.slice(1).split("&")) {
    if (pair === "") continue;
    const at = pair.indexOf("=");
    const name = decoded(at === -1 ? pair : pair.slice(0, at));
    const value = decoded(at === -1 ? "" : pair.slice(at + 1));
    if (name === null || value === null) return refused("", "has an escape in its query that is not UTF-8");
    if (name === "" || name === "__proto__")
      return refused("", "has a query parameter without a usable name");
    if (query.has(name)) return refused(name, "occurs twice in the query");
    query.set(name, value);
  }
  return { ok: true, query: Object.fromEntries(query) };
}

/** Serialises the query in one unambiguous spelling; empty without parameters. */
export function writtenQuery(query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

/** The problem of a query after hooks changed it; null if it is valid. */
export function queryProblem(query: Readonly<Record<string, string>>): string | null {
  if (
    !Object.entries(query)
      .flat()
      .every((text) => text.isWellFormed())
  )
    return "holds half of a surrogate pair";
  return writtenQuery(query).length > maxLength ? `is longer than ${maxLength} characters` : null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
}

function refused(field: string, problem: string): ReadQuery {
  return { ok: false, problem: { field, problem } };
}
