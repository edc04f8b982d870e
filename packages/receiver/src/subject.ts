import type { EventType } from "./event.ts";
import type { EventPayloads } from "./generated/payloads.ts";

type Readers = { [Type in EventType]: (payload: EventPayloads[Type]) => string | null | undefined };

const none = () => null;
const attemptId = (payload: { attemptId: string | null }) => payload.attemptId;
const sessionId = (payload: { session: { id: string } }) => payload.session.id;
const firstUser = (payload: { users: { userId: string }[] }) => payload.users[0]?.userId;
const userId = (payload: { userId: number }) => String(payload.userId);
const firstDocument = (payload: { documents: { documentId: string }[] }) => payload.documents[0]?.documentId;
const transaction = (payload: { transactionNumber: string }) => payload.transactionNumber;
const id = (payload: { id: string }) => payload.id;

/** Where each type's payload names what the event happened to. */
const readers: Readers = {
  "check.outcome": attemptId,
  "check.passport": attemptId,
  "check.person": attemptId,
  "check.registration": attemptId,
  "check.photo": attemptId,
  "check.foreign_person": attemptId,
  "kyc.completed": sessionId,
  "kyc.failed": sessionId,
  "user.kycrequest": firstUser,
  "user.kycreview": firstUser,
  "kycreview.request": userId,
  "kycreview.result": userId,
  "document.create": firstDocument,
  "document.update": firstDocument,
  "document.cancel": firstDocument,
  // Their payload does not name the session; Treezor's envelope does.
  "kycliveness.create": none,
  "kycliveness.update": none,
  "qes.created": transaction,
  "qes.processing": transaction,
  "qes.aborted": transaction,
  "qes.finalized": transaction,
  "videoConference.created": transaction,
  "videoConference.processing": transaction,
  "videoConference.aborted": transaction,
  "videoConference.finalized": transaction,
  // Nothing was added so far, so nothing has an id.
  before_registration: none,
  before_order_add: none,
  before_user_new: none,
  after_registration: ({ user }) => user.id,
  before_order_update: id,
  before_order_setstatus: id,
  before_delivery_service_calculate: id,
  before_user_update: id,
  on_subscription: ({ subscription }) => subscription.id,
  "session.started": attemptId,
  "session.submitted": attemptId,
  "session.resubmission_requested": attemptId,
  "session.expired": attemptId,
  "review.requested": attemptId,
  "webhook.disabled": ({ webhookId }) => webhookId,
  "webhook.recovered": ({ webhookId }) => webhookId,
  "delivery.exhausted": ({ deliveryId }) => deliveryId,
};

/** Id of what an event happened to, from its payload; null where that does not name it. */
export function subjectIn<Type extends EventType>(type: Type, payload: EventPayloads[Type]): string | null {
  try {
    const subject: unknown = readers[type](payload);
    return typeof subject === "string" ? subject : null;
  } catch {
    // A later version of the sender may shape a payload differently; handlers read it themselves.
    return null;
  }
}
