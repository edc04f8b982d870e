export type { ImageInspection, ImageProblem, ImageType } from "./inspect.ts";
export { inspectImage } from "./inspect.ts";
