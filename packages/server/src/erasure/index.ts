export { clearSealed } from "./clear.ts";
export { listErasures } from "./list.ts";
export { startScrubbing } from "./worker.ts";
