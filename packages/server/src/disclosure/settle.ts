import type { Tx } from "../db/index.ts";
import type { Session } from "../verification/index.ts";
import type { DisclosureDeps } from "./request.ts";

/** Settles what was asked about a session when it ends, in the transaction that ends it. */
export async function settleSession(_deps: DisclosureDeps, _tx: Tx, _session: Session): Promise<void> {
  throw new Error("not implemented");
}
