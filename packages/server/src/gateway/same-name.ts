import type { Mapping } from "./mappings.ts";

/** Frameworks read a different HTTP method from it than the mapped one. */
const methodOverride = "_method";

/**
 * Returns a name that an upstream could take for a field the hooks decide about, or for another HTTP method; null if
 * there is none. Some servers match names case-insensitively (Go's encoding/json), and some merge the query into the
 * body (PHP, Rails): `Phone` next to `phone` would be a value that no hook has seen.
 */
export function sameName(mapping: Mapping, names: readonly string[]): string | null {
  const taken = new Set(["id", methodOverride, ...mapping.fields].map(folded));
  return names.find((name) => taken.has(folded(name))) ?? null;
}

/** Case-folded and with compatibility characters normalised: some readers treat `ſ` as `s`. */
function folded(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}
