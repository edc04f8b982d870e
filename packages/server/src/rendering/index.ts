export { type About, isFinal, type Owner, type SourceProblem } from "./contract.ts";
export { createRendering, type Rendering } from "./rendering.ts";
