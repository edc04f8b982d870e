import type { EventType } from "@countersign/wire";
import type { Tx } from "../db/index.ts";
import { record } from "../events/index.ts";
import type { UsersDeps } from "./deps.ts";
import type { User } from "./user.ts";
import { treezorKycReview, treezorUser } from "./view.ts";

/** Records a user's events in the user's sequence, sealed under the user's key. */
export async function tell(deps: UsersDeps, tx: Tx, user: User, types: readonly UserEvent[]): Promise<void> {
  for (const type of types) {
    const { eventSequence } = await tx
      .updateTable("users")
      .set((eb) => ({ eventSequence: eb("eventSequence", "+", 1) }))
      .where("id", "=", user.id)
      .returning("eventSequence")
      .executeTakeFirstOrThrow();
    await record(deps.events, tx, {
      projectId: user.projectId,
      type,
      subject: String(user.id),
      sequence: eventSequence,
      keyId: user.subjectId,
      payload: type.startsWith("user.") ? { users: [treezorUser(user)] } : treezorKycReview(user),
    });
  }
}

type UserEvent = Extract<
  EventType,
  "user.kycrequest" | "user.kycreview" | "kycreview.request" | "kycreview.result"
>;
