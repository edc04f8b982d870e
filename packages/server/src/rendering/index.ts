export type { About, Made, SourceProblem } from "./contract.ts";
export { createRendering, type Rendering } from "./rendering.ts";
