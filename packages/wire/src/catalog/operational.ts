import * as z from "zod";
import { captureKindSchema } from "../session/captures.ts";
import { sessionMethodSchema } from "../session/kinds.ts";
import { retakeReasonSchema } from "../session/retakes.ts";
import { defineEvent } from "./definition.ts";

const attemptId = z.string().min(1).describe("the session's id");

/** The applicant agreed on the page. */
export const sessionStarted = defineEvent({
  type: "session.started",
  payload: z.strictObject({
    attemptId,
    transactionId: z.string().nullable(),
    method: sessionMethodSchema,
    startedAt: z.iso.datetime(),
  }),
  title: { ru: "Сессия начата", en: "Session started" },
  description: {
    ru: "Человек согласился на проверку на своей странице.",
    en: "The applicant agreed on the page to be verified.",
  },
  example: {
    attemptId: "RFJkzaealP6XF0CspiAoq",
    transactionId: "order-1024",
    method: "identification",
    startedAt: "2026-01-01T12:01:00.000Z",
  },
  dialect: "standard",
  subject: "session",
  personal: false,
});

/** The applicant's part is complete: checks and people decide. */
export const sessionSubmitted = defineEvent({
  type: "session.submitted",
  payload: z.strictObject({
    attemptId,
    transactionId: z.string().nullable(),
    method: sessionMethodSchema,
    submittedAt: z.iso.datetime(),
  }),
  title: { ru: "Сессия передана на проверку", en: "Session submitted" },
  description: {
    ru: "Человек прислал всё, что нужно; решения ещё нет.",
    en: "The applicant has sent everything; it is not decided yet.",
  },
  example: {
    attemptId: "RFJkzaealP6XF0CspiAoq",
    transactionId: "order-1024",
    method: "identification",
    submittedAt: "2026-01-01T12:03:10.000Z",
  },
  dialect: "standard",
  subject: "session",
  personal: false,
});

/** A person asks the applicant for other pictures, on the same page. */
export const sessionResubmissionRequested = defineEvent({
  type: "session.resubmission_requested",
  payload: z.strictObject({
    attemptId,
    transactionId: z.string().nullable(),
    method: sessionMethodSchema,
    userId: z.string().nullable().describe("the integrator's own id of the person"),
    captures: z
      .array(z.strictObject({ kind: captureKindSchema, reason: retakeReasonSchema }))
      .describe("the pictures that are asked for again"),
    requestedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().describe("when the applicant's time ends"),
  }),
  title: { ru: "Нужны другие снимки", en: "Resubmission requested" },
  description: {
    ru: "Оператор просит человека сделать другие снимки по той же ссылке.",
    en: "A reviewer asks the applicant for other pictures, by the same link.",
  },
  example: {
    attemptId: "RFJkzaealP6XF0CspiAoq",
    transactionId: "order-1024",
    method: "document",
    userId: null,
    captures: [{ kind: "document_front", reason: "glare" }],
    requestedAt: "2026-01-01T12:30:00.000Z",
    expiresAt: "2026-01-04T12:30:00.000Z",
  },
  dialect: "standard",
  subject: "session",
  personal: false,
});

/** A session's time ran out, with the applicant or in review. */
export const sessionExpired = defineEvent({
  type: "session.expired",
  payload: z.strictObject({
    attemptId,
    transactionId: z.string().nullable(),
    method: sessionMethodSchema,
    expiredAt: z.iso.datetime(),
  }),
  title: { ru: "Сессия истекла", en: "Session expired" },
  description: {
    ru: "Время сессии вышло раньше, чем она завершилась.",
    en: "A session ran out of time before it ended.",
  },
  example: {
    attemptId: "RFJkzaealP6XF0CspiAoq",
    transactionId: "order-1024",
    method: "identification",
    expiredAt: "2026-01-01T12:10:00.000Z",
  },
  dialect: "standard",
  subject: "session",
  personal: false,
});

/** A session, or a user as a whole, waits for an operator's decision. */
export const reviewRequested = defineEvent({
  type: "review.requested",
  payload: z.strictObject({
    reviewId: z.string().min(1),
    attemptId: attemptId.nullable(),
    method: sessionMethodSchema.nullable(),
    userId: z.string().nullable().describe("the integrator's own id of the person"),
    requestedAt: z.iso.datetime(),
  }),
  title: { ru: "Нужна проверка оператором", en: "Review requested" },
  description: {
    ru: "Сессия или пользователь ждёт решения оператора.",
    en: "A session, or a user, waits for an operator's decision.",
  },
  example: {
    reviewId: "rev_01kc3e5b7vq2m9x4t8n6w0hjzd",
    attemptId: "RFJkzaealP6XF0CspiAoq",
    method: "identification",
    userId: null,
    requestedAt: "2026-01-01T12:03:20.000Z",
  },
  dialect: "standard",
  subject: "session",
  personal: false,
});
