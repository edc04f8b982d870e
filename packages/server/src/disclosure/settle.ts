import { type Language, serviceLanguage } from "@countersign/wire";
import type { Tx } from "../db/index.ts";
import { record } from "../events/index.ts";
import { findProject } from "../projects/index.ts";
import {
  nextEventSequence,
  type Session,
  type SessionOutcome,
  type SessionPerson,
  sessionPerson,
} from "../verification/index.ts";
import { staticAddress } from "../webhooks/index.ts";
import type { SettleDeps } from "./deps.ts";
import { disclosedData } from "./disclosed-data.ts";
import { type DisclosureKind, disclosureKinds } from "./kinds.ts";
import { hashOf, sendData } from "./send.ts";

/**
 * Settles a session's data calls in the transaction that ends it: the outcome goes to the addresses of the start
 * call; deferred data goes to the static addresses if the session succeeded and is voided otherwise.
 */
export async function settleSession(
  deps: SettleDeps,
  tx: Tx,
  session: Session,
  outcome: SessionOutcome,
): Promise<void> {
  // Other surfaces have no data calls and report their outcomes in their own events.
  if (session.origin !== "able-id") return;
  await recordOutcome(deps, tx, session, outcomes[outcome.state]);
  if (outcome.state === "succeeded") await sendDeferred(deps, tx, session);
  await tx
    .updateTable("disclosures")
    .set({ state: "void" })
    .where("sessionId", "=", session.id)
    .where("state", "=", "deferred")
    .execute();
}

/**
 * Nothing was decided about an applicant who left or was late: they are distinguished from those
 * who failed.
 */
const outcomes = {
  succeeded: "success",
  failed: "failure",
  aborted: "expired",
  expired: "expired",
} as const satisfies Record<SessionOutcome["state"], string>;

/** Nothing personal: sealed under the project's key, and allowed to go to addresses given in a request. */
async function recordOutcome(
  deps: SettleDeps,
  tx: Tx,
  session: Session,
  outcome: (typeof outcomes)[keyof typeof outcomes],
): Promise<void> {
  const project = await findProject(tx, session.projectId);
  if (project === null) throw new Error("a session's project does not exist");
  await record(deps.events, tx, {
    projectId: session.projectId,
    type: "check.outcome",
    subject: session.id,
    sequence: await nextEventSequence(tx, session.id),
    keyId: session.projectId,
    to: session.outcomeWebhookIds,
    payload: {
      outcome,
      lang: serviceLanguage(session.language),
      redirect: outcome === "success" ? project.successRedirectUrl : project.errorRedirectUrl,
      attemptId: session.id,
      hash: await hashOf(deps, tx, session),
      transactionId: session.transactionId ?? "",
    },
  });
}

async function sendDeferred(deps: SettleDeps, tx: Tx, session: Session): Promise<void> {
  const deferred = await tx
    .selectFrom("disclosures")
    .select(["kind", "language"])
    .where("sessionId", "=", session.id)
    .where("state", "=", "deferred")
    .orderBy("requestedAt")
    .orderBy("kind")
    .execute();
  if (deferred.length === 0) return;
  const person = await sessionPerson(deps, tx, session);
  for (const { kind, language } of deferred) {
    await sendOne(deps, tx, session, person, kind, language);
  }
}

/** What can no longer be sent stays deferred here and is voided with the rest. */
async function sendOne(
  deps: SettleDeps,
  tx: Tx,
  session: Session,
  person: SessionPerson | null,
  kind: DisclosureKind,
  language: Language,
): Promise<void> {
  const address = await staticAddress(tx, session.projectId, disclosureKinds[kind].configKey);
  const disclosed = person === null ? null : disclosedData(kind, session, person);
  if (address === null || disclosed === null || !disclosed.ok) {
    const reason = address === null ? "its static address was removed" : "the person was erased";
    deps.log.warn({ sessionId: session.id, kind, reason }, "could not send deferred data");
    return;
  }
  const eventId = await sendData(deps, tx, session, disclosed, language);
  await tx
    .updateTable("disclosures")
    .set({ state: "sent", eventId })
    .where("sessionId", "=", session.id)
    .where("kind", "=", kind)
    .execute();
}
