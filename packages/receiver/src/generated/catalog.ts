// Made of the event catalog by `npm run generate -w packages/receiver`; a test compares.

/** Whose id the subject of each type's events is. */
export const subjectKinds = {
  "check.outcome": "session",
  "check.passport": "session",
  "check.person": "session",
  "check.registration": "session",
  "check.photo": "session",
  "check.foreign_person": "session",
  "kyc.completed": "session",
  "kyc.failed": "session",
  "user.kycrequest": "user",
  "user.kycreview": "user",
  "kycreview.request": "user",
  "kycreview.result": "user",
  "document.create": "document",
  "document.update": "document",
  "document.cancel": "document",
  "kycliveness.create": "session",
  "kycliveness.update": "session",
  "qes.created": "session",
  "qes.processing": "session",
  "qes.aborted": "session",
  "qes.finalized": "session",
  "videoConference.created": "session",
  "videoConference.processing": "session",
  "videoConference.aborted": "session",
  "videoConference.finalized": "session",
  before_registration: "user",
  after_registration: "user",
  before_order_add: "order",
  before_order_update: "order",
  before_order_setstatus: "order",
  before_delivery_service_calculate: "delivery-service",
  before_user_update: "user",
  before_user_new: "user",
  on_subscription: "subscription",
  "session.started": "session",
  "session.submitted": "session",
  "session.resubmission_requested": "session",
  "session.expired": "session",
  "review.requested": "session",
  "webhook.disabled": "webhook",
  "webhook.recovered": "webhook",
  "delivery.exhausted": "delivery",
} as const;

/** The types that are told before it happens. */
export const beforeEventTypes = [
  "before_registration",
  "before_order_add",
  "before_order_update",
  "before_order_setstatus",
  "before_delivery_service_calculate",
  "before_user_update",
  "before_user_new",
] as const;

/** The outcomes of able-id's hook: the code, and the message by language. */
export const outcomes = [
  {
    outcome: "success",
    code: 200,
    messages: { ru: "Успешно", en: "Success", uz: "Муваффақиятли", oz: "Muvaffaqiyatli" },
  },
  {
    outcome: "failure",
    code: 10203,
    messages: {
      ru: "Проверка лица не пройдена",
      en: "The face check was not passed",
      uz: "Юзни текшириш муваффақиятсиз тугади",
      oz: "Yuzni tekshirish muvaffaqiyatsiz tugadi",
    },
  },
  {
    outcome: "expired",
    code: 10101,
    messages: {
      ru: "Время сессии истекло",
      en: "The session has expired",
      uz: "Сессия вақти тугаган",
      oz: "Sessiya vaqti tugagan",
    },
  },
] as const;
