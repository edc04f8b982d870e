import type { Clock } from "@countersign/wire";
import type { Tx } from "../db/index.ts";

/**
 * Takes everything out of the queue that is sealed with this key; answers how many deliveries it cancelled.
 * Call it in the transaction that erased the subject, after `eraseSubject`: an event that is being recorded
 * meanwhile holds the key, so that it is either seen here or not recorded at all.
 */
export async function cancelForSubject(_deps: { clock: Clock }, _tx: Tx, _keyId: string): Promise<number> {
  throw new Error("not implemented");
}
