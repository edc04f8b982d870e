/**
 * Draws invented documents, for tests and measurements: same seed, same level, same picture.
 *
 *     const { picture, lines } = documentOf(holder, "TD3", 1, "good");
 */
export type { Holder } from "./document/holder.ts";
export type { LevelName } from "./levels.ts";
export { documentOf, type SyntheticDocument, syntheticDocument } from "./synthetic-document.ts";
