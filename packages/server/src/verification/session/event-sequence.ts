import type { SessionId } from "@countersign/wire";
import type { Tx } from "../../db/index.ts";

/** Returns the next sequence number of the session's events. Locks the session's row. */
export async function nextEventSequence(tx: Tx, sessionId: SessionId): Promise<number> {
  const { eventSequence } = await tx
    .updateTable("sessions")
    .set((eb) => ({ eventSequence: eb("eventSequence", "+", 1) }))
    .where("id", "=", sessionId)
    .returning("eventSequence")
    .executeTakeFirstOrThrow();
  return eventSequence;
}
