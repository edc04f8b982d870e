import type { EventPayload, EventType } from "@countersign/wire";
import type { Tx } from "../db/index.ts";
import { record } from "../events/index.ts";
import { eventsOf, nextEventSequence, type Session, type Transition } from "../verification/index.ts";
import { callAborted, callFinalized, callProcessing, callStarted } from "./calls.ts";
import type { AnnouncingDeps } from "./deps.ts";
import { livenessCreate, livenessUpdate } from "./liveness.ts";
import { kycCompleted, kycFailed } from "./love-and-pay.ts";
import { type Story, storyOf } from "./story.ts";

type Tellers = { [Type in EventType]?: (story: Story) => EventPayload<Type> };

/** Makes each event's payload. Events of the methods' table that are missing here are disclosure's: `check.*`. */
const tellers: Tellers = {
  "kyc.completed": kycCompleted,
  "kyc.failed": kycFailed,
  "kycliveness.create": livenessCreate,
  "kycliveness.update": livenessUpdate,
  "qes.created": callStarted,
  "qes.processing": (story) => callProcessing(story, "CHECK_PENDING"),
  "qes.aborted": callAborted,
  "qes.finalized": callFinalized,
  "videoConference.created": callStarted,
  "videoConference.processing": (story) => callProcessing(story, "REVIEW_PENDING"),
  "videoConference.aborted": callAborted,
  "videoConference.finalized": callFinalized,
};

/**
 * Records the events of a session's transition, by the methods' table (`eventsOf`), in the transition's transaction.
 * Sealed under the person's key and numbered in the session's sequence. Records nothing about an erased person.
 */
export async function announce(
  deps: AnnouncingDeps,
  tx: Tx,
  session: Session,
  transition: Transition,
): Promise<void> {
  const types = eventsOf(session, transition).filter((type) => tellers[type] !== undefined);
  if (types.length === 0 || session.subjectId === null) return;
  const story = await storyOf(deps, tx, session, transition);
  if (story === null) return;
  for (const type of types) {
    const payload = tellers[type]?.(story);
    if (payload === undefined) continue;
    await record(deps.events, tx, {
      projectId: session.projectId,
      type,
      subject: session.id,
      sequence: await nextEventSequence(tx, session.id),
      keyId: session.subjectId,
      payload,
    });
  }
}
