/**
 * Moves a store to another Postgres while its services run, with a short stop at the end.
 *
 *     const { rows, stoppedMs } = await moveStore({ from, to, tell });
 */
export { cancelMove, type Endpoint, moveStore } from "./move.ts";
