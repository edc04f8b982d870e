import type { Mapping } from "./mappings.ts";

/** Frameworks take another HTTP method from it than the one that the call was mapped to. */
const methodOverride = "_method";

/**
 * Which of the names an upstream could take for a field that the hooks decide about, or for another HTTP method; null
 * where none. Some servers read names without regard to case (Go's encoding/json), and some merge a query into the body
 * (PHP, Rails): `Phone` beside `phone` would be a value that no hook was asked about.
 */
export function sameName(mapping: Mapping, names: readonly string[]): string | null {
  const taken = new Set(["id", methodOverride, ...mapping.fields].map(folded));
  return names.find((name) => taken.has(folded(name))) ?? null;
}

/** Without case, and with compatible characters as one: `ſ` is an `s` to some readers. */
function folded(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}
