export { clientText } from "./client-text.ts";
export { usedOperations } from "./used-operations.ts";
