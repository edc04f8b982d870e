export type { ImageProblem, ImageType } from "./inspect.ts";
export { inspectImage } from "./inspect.ts";
