import {
  type AbleIdErrorCode,
  isFinal,
  type Language,
  serviceLanguage,
  type WebhookConfigKey,
} from "@countersign/wire";
import { inTransaction, type Tx } from "../db/index.ts";
import { resend } from "../delivery/index.ts";
import type { Project } from "../projects/index.ts";
import { lockSession, type Session, sessionPerson } from "../verification/index.ts";
import { staticAddress } from "../webhooks/index.ts";
import { type AskedPerson, otherPerson } from "./asked-person.ts";
import type { DisclosureDeps } from "./deps.ts";
import { type DisclosedData, disclosedData } from "./disclosed-data.ts";
import { type DisclosureKind, disclosureKinds } from "./kinds.ts";
import { sendData } from "./send.ts";

/** A data call. */
interface DisclosureRequest {
  project: Project;
  sessionId: Session["id"];
  kind: DisclosureKind;
  asked: AskedPerson;
  /** Language of the data hook; defaults to the session's. */
  language?: Language | undefined;
}

/**
 * The result of a data call: the data is queued, is deferred until the session succeeds, is sent again, or is
 * refused with an able-id error code (10102 names the configuration key to set).
 */
export type DisclosureResult =
  | { kind: "sent" | "deferred" | "resent" }
  | { kind: "refused"; code: AbleIdErrorCode; configKey?: WebhookConfigKey };

/**
 * Sends one kind of the session's data to the project's static address, or defers it until the session succeeds.
 * Resolves after the commit of the event and its deliveries, so accepted data is never lost. A repeated request
 * sends the data again under the same id.
 */
export async function requestDisclosure(
  deps: DisclosureDeps,
  request: DisclosureRequest,
): Promise<DisclosureResult> {
  return inTransaction(deps.db, async (tx) => {
    // The lock keeps the session from ending between reading its state and deferring the data.
    const session = await lockSession(deps.verification, tx, request.project.id, request.sessionId);
    return session === null ? refused(10302) : disclose(deps, tx, session, request);
  });
}

/** `requestDisclosure` for a session that the caller's transaction has locked. */
export async function disclose(
  deps: DisclosureDeps,
  tx: Tx,
  session: Session,
  request: Omit<DisclosureRequest, "sessionId">,
): Promise<DisclosureResult> {
  if (session.state === "expired") return refused(10101);
  if (session.state === "failed" || session.state === "aborted") return refused(10301);
  const person = await sessionPerson(deps, tx, session);
  // Erased meanwhile, or a direct session without a person yet.
  if (person === null) return refused(10200);
  const other = otherPerson(request.asked, person);
  if (other !== null) return refused(other);
  const { configKey } = disclosureKinds[request.kind];
  if ((await staticAddress(tx, request.project.id, configKey)) === null) return refused(10102, configKey);
  const disclosed = disclosedData(request.kind, session, person);
  if (!disclosed.ok) return refused(disclosed.code);
  const language = request.language ?? serviceLanguage(session.language);
  return isFinal(session.state)
    ? sendNow(deps, tx, session, request.kind, disclosed, language)
    : sendOnSuccess(tx, session, request.kind, language);
}

/** Defers the data until the session succeeds; a second request changes nothing. */
export async function sendOnSuccess(
  tx: Tx,
  session: Pick<Session, "id">,
  kind: DisclosureKind,
  language: Language,
): Promise<DisclosureResult> {
  await tx
    .insertInto("disclosures")
    .values({ sessionId: session.id, kind, language, state: "deferred" })
    .onConflict((conflict) => conflict.columns(["sessionId", "kind"]).doNothing())
    .execute();
  return { kind: "deferred" };
}

async function sendNow(
  deps: DisclosureDeps,
  tx: Tx,
  session: Session,
  kind: DisclosureKind,
  disclosed: DisclosedData,
  language: Language,
): Promise<DisclosureResult> {
  const earlier = await tx
    .selectFrom("disclosures")
    .select("eventId")
    .where("sessionId", "=", session.id)
    .where("kind", "=", kind)
    .executeTakeFirst();
  if (earlier?.eventId) {
    await resend(deps, tx, { eventId: earlier.eventId });
    return { kind: "resent" };
  }
  const eventId = await sendData(deps, tx, session, disclosed, language);
  await tx
    .insertInto("disclosures")
    .values({ sessionId: session.id, kind, language, state: "sent", eventId })
    .onConflict((conflict) =>
      conflict.columns(["sessionId", "kind"]).doUpdateSet({ state: "sent", eventId, language }),
    )
    .execute();
  return { kind: "sent" };
}

function refused(code: AbleIdErrorCode, configKey?: WebhookConfigKey): DisclosureResult {
  return configKey === undefined ? { kind: "refused", code } : { kind: "refused", code, configKey };
}
