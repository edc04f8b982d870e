/**
 * The name of a cell: one of several installations behind one address. Public ids and bearer tokens made in a cell begin
 * with it, and are thus one character longer than those made without: each text tells whether it names a cell, and which.
 */
export type Cell = string;

/** What a cell can be called: one character of host names. */
export const cellForm = /^[a-z0-9]$/;

const ofCell = /^(?:(?:kyc_)?([a-z0-9])[A-Za-z0-9_-]{21}|cs[ko]_([a-z0-9])[A-Za-z0-9_-]{43})$/;

/** The cell in which a project's or session's id or a bearer token was made; null if the text names none. */
export function cellOf(text: string): Cell | null {
  const [, ofId, ofToken] = ofCell.exec(text) ?? [];
  return ofId ?? ofToken ?? null;
}
