import { type EventId, type Language, sessionHash } from "@countersign/wire";
import type { Tx } from "../db/index.ts";
import { record } from "../events/index.ts";
import { projectSecret } from "../projects/index.ts";
import { nextEventSequence, type Session } from "../verification/index.ts";
import type { SettleDeps } from "./deps.ts";
import type { DisclosedData } from "./disclosed-data.ts";

/**
 * Records the event with the data for the project's static address, sealed under the person's key. It is sent after
 * the transaction commits.
 */
export async function sendData(
  deps: SettleDeps,
  tx: Tx,
  session: Session,
  disclosed: DisclosedData,
  language: Language,
): Promise<EventId> {
  if (session.subjectId === null) throw new Error("a session without a person has no data to send");
  const payload = {
    attemptId: session.id,
    hash: await hashOf(deps, tx, session),
    lang: language,
    data: disclosed.data,
  };
  const event = await record(deps.events, tx, {
    projectId: session.projectId,
    type: disclosed.type,
    subject: session.id,
    sequence: await nextEventSequence(tx, session.id),
    keyId: session.subjectId,
    payload,
  });
  return event.id;
}

/** The able-id hash of a session: proves to a receiver that the sender knows the project's secret. */
export async function hashOf(
  deps: Pick<SettleDeps, "keyring" | "clock">,
  tx: Tx,
  session: Pick<Session, "id" | "projectId">,
): Promise<string> {
  const secret = await projectSecret({ ...deps, db: tx }, { id: session.projectId });
  return sessionHash(session.projectId, secret, session.id);
}
