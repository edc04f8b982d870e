export { clearSealed } from "./clear.ts";
export { listErasures } from "./list.ts";
export { scrubTables } from "./scrub-tables.ts";
export { startScrubbing } from "./worker.ts";
