export { listErasures } from "./list.ts";
export { startScrubbing } from "./worker.ts";
