import { readFileSync } from "node:fs";
import path from "node:path";

/**
 * The release that this one replaces: services of both run on one store during a rolling upgrade. Recorded with each
 * release (see CONTRIBUTING.md); a commit, since a clone may lack tags.
 */
export interface PreviousRelease {
  commit: string;
  /** How many migrations it knows. */
  migrations: number;
}

export const previousRelease: PreviousRelease = JSON.parse(
  readFileSync(path.join(import.meta.dirname, "previous-release.json"), "utf8"),
);
