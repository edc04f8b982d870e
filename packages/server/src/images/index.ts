/**
 * Whether bytes are a complete JPEG or PNG file, by structure alone: names and content types play no
 * part. It never throws, and takes time linear in the number of bytes.
 *
 *     const inspected = inspectImage(bytes);
 *     if (!inspected.ok) refuse(inspected.problem); // "unknown-type", "truncated", "corrupt", "too-large"
 */
export type { ImageType } from "./inspect.ts";
export { inspectImage } from "./inspect.ts";
export type { ImageProblem } from "./walk.ts";
