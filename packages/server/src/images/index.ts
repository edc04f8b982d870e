export type { ImageType } from "./inspect.ts";
export { inspectImage } from "./inspect.ts";
export type { ImageProblem } from "./walk.ts";
