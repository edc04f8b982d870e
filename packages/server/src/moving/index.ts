/**
 * Moves a store to another Postgres while its services run, with a short stop at the end. Interrupted at any moment it
 * continues when it is called again; until it is complete no service starts on the new store, and afterwards none on the
 * old one.
 *
 *     const { rows, stoppedMs } = await moveStore({ from, to, tell });
 */
export { cancelMove, type Endpoint, moveStore } from "./move.ts";
